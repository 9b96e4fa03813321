// Tickets and account requests through their breaker: what is read is asked for once more, what is
// written never.

#include <gtest/gtest.h>

#include <trompeloeil.hpp>

#include "adapters/breaker/account_request_queue.hpp"
#include "adapters/breaker/account_ticket_store.hpp"

namespace chancery::breaker {
namespace {

using namespace std::chrono_literals;
using outbound::RedeemInvitationOutcome;
using outbound::RedeemTicketOutcome;
using trompeloeil::_;

struct MockTickets final : outbound::AccountTicketStore {
  MAKE_MOCK3(add, bool(const AccountTicket&, const std::optional<Instant>&, const AuditEvent&),
             override);
  MAKE_MOCK1(find, std::optional<AccountTicket>(const TicketDigest&), override);
  MAKE_MOCK1(redeem, RedeemTicketOutcome(const Redemption&), override);
  MAKE_MOCK1(redeem_invitation, RedeemInvitationOutcome(const Redemption&), override);
};

struct MockQueue final : outbound::AccountRequestQueue {
  MAKE_MOCK1(add, void(const AccountRequest&), override);
  MAKE_MOCK3(claim, std::vector<AccountRequest>(Instant, Instant, std::size_t), override);
  MAKE_MOCK1(remove, void(const AccountRequestId&), override);
};

class BreakerAccounts : public testing::Test {
 protected:
  Breaker::TimePoint now{1h};
  Breaker breaker{
      {}, {.now = [this] { return now; }, .chance = [] { return 0.0; }, .sleep = [](auto) {}}};
  MockTickets tickets;
  MockQueue queue;
  AccountTicketStore guarded_tickets{tickets, breaker};
  AccountRequestQueue guarded_queue{queue, breaker};
  const AccountTicket ticket{
      .id = TicketDigest("t"), .purpose = TicketPurpose::verify_email, .email = "a@x.org"};
  const AccountRequest request{
      .id = AccountRequestId("r"), .kind = AccountRequestKind::verify_email, .email = "a@x.org"};
  const outbound::AccountTicketStore::Redemption redemption{
      .ticket = ticket.id, .user = {.id = UserId("u"), .email = "a@x.org"}, .event = {}};
};

TEST_F(BreakerAccounts, GiveWhatTheStoreGives) {
  REQUIRE_CALL(tickets, add(ticket, std::optional(Instant(1s)), _)).RETURN(false);
  EXPECT_FALSE(guarded_tickets.add(ticket, Instant(1s), {}));
  REQUIRE_CALL(tickets, find(ticket.id)).RETURN(ticket);
  EXPECT_EQ(guarded_tickets.find(ticket.id), ticket);
  REQUIRE_CALL(tickets, redeem(_)).RETURN(RedeemTicketOutcome::user_stale);
  EXPECT_EQ(guarded_tickets.redeem(redemption), RedeemTicketOutcome::user_stale);
  REQUIRE_CALL(tickets, redeem_invitation(_)).RETURN(RedeemInvitationOutcome::username_taken);
  EXPECT_EQ(guarded_tickets.redeem_invitation(redemption), RedeemInvitationOutcome::username_taken);
  REQUIRE_CALL(queue, claim(Instant(1s), Instant(2s), 3U)).RETURN(std::vector{request});
  EXPECT_EQ(guarded_queue.claim(Instant(1s), Instant(2s), 3), std::vector{request});
}

TEST_F(BreakerAccounts, B39_AskAgainForWhatTheyReadAndNeverForWhatTheyWrite) {
  REQUIRE_CALL(tickets, find(_)).TIMES(2).THROW(Unavailable("away"));
  EXPECT_THROW(std::ignore = guarded_tickets.find(ticket.id), Unavailable);
  REQUIRE_CALL(tickets, add(_, _, _)).THROW(Unavailable("away"));
  EXPECT_THROW(std::ignore = guarded_tickets.add(ticket, {}, {}), Unavailable);
  REQUIRE_CALL(tickets, redeem(_)).THROW(Unavailable("away"));
  EXPECT_THROW(std::ignore = guarded_tickets.redeem(redemption), Unavailable);
  REQUIRE_CALL(tickets, redeem_invitation(_)).THROW(Unavailable("away"));
  EXPECT_THROW(std::ignore = guarded_tickets.redeem_invitation(redemption), Unavailable);
}

TEST_F(BreakerAccounts, B39_AQueueIsNeverAskedTwice) {
  REQUIRE_CALL(queue, add(request)).THROW(Unavailable("away"));
  EXPECT_THROW(guarded_queue.add(request), Unavailable);
  REQUIRE_CALL(queue, claim(_, _, _)).THROW(Unavailable("away"));
  EXPECT_THROW(std::ignore = guarded_queue.claim({}, {}, 1), Unavailable);
  REQUIRE_CALL(queue, remove(request.id)).THROW(Unavailable("away"));
  EXPECT_THROW(guarded_queue.remove(request.id), Unavailable);
}

TEST_F(BreakerAccounts, AskNobodyWhileOpen) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_THROW(breaker.write([] { throw Unavailable("away"); }), Unavailable);
  }
  FORBID_CALL(tickets, find(_));
  FORBID_CALL(queue, add(_));
  EXPECT_THROW(std::ignore = guarded_tickets.find(ticket.id), Unavailable);
  EXPECT_THROW(guarded_queue.add(request), Unavailable);
}

}  // namespace
}  // namespace chancery::breaker
