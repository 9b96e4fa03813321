#include "domain/account_ticket.hpp"

#include <gtest/gtest.h>

namespace chancery {
namespace {

using namespace std::chrono_literals;
using enum TicketPurpose;

const Instant now{1'700'000'000s};

const User ada{.id = UserId("u1"), .email = "Ada@example.org", .epoch = 7, .version = 3};

AccountTicket ticket(TicketPurpose purpose, const std::string& email = "ada@example.org") {
  return {.id = TicketDigest("t1"),
          .purpose = purpose,
          .user = purpose == invite ? std::nullopt : std::optional(ada.id),
          .email = email,
          .user_epoch = 7,
          .issued_at = now - 60s,
          .expires_at = now + 60s};
}

TEST(AccountTicket, LastsAsLongAsItsPurposeMayWait) {
  EXPECT_EQ(ticket_lifetime(verify_email), 24h);
  EXPECT_EQ(ticket_lifetime(reset_password), 1h);
  EXPECT_EQ(ticket_lifetime(change_email), 1h);
  EXPECT_EQ(ticket_lifetime(invite), 7 * 24h);
}

TEST(AccountTicket, IsOneOfItsPurposeForAUserOrAnAddress) {
  EXPECT_EQ(subject_of(ticket(reset_password)), "u1");
  EXPECT_EQ(subject_of(ticket(invite, "Ada@Example.org")), "ada@example.org");
}

TEST(AccountTicket, PurposesHaveNames) {
  for (const auto purpose : ticket_purposes) {
    EXPECT_EQ(parse_ticket_purpose(name(purpose)), purpose);
    EXPECT_TRUE(ticket_path(purpose).starts_with('/'));
  }
  EXPECT_EQ(parse_ticket_purpose("other"), std::nullopt);
}

TEST(AccountTicket, B83_ExpiresHalfOpen) {
  for (const auto purpose : ticket_purposes) {
    const auto* const user = purpose == invite ? nullptr : &ada;
    EXPECT_EQ(fault_of(ticket(purpose), user, now + 59s), std::nullopt) << name(purpose);
    EXPECT_EQ(fault_of(ticket(purpose), user, now + 60s), TicketFault::expired) << name(purpose);
  }
}

TEST(AccountTicket, B83_CountsForTheAccountAsItWas) {
  auto off = ada;
  off.disabled = true;
  auto moved = ada;
  moved.email = "new@example.org";
  auto ended = ada;
  ended.epoch = 8;
  using enum TicketFault;
  const struct {
    const char* what;
    const User* user;
    std::map<TicketPurpose, std::optional<TicketFault>> faults;
  } cases[] = {
      {"as it was", &ada, {{verify_email, {}}, {reset_password, {}}, {change_email, {}}}},
      {"gone",
       nullptr,
       {{verify_email, user_gone}, {reset_password, user_gone}, {change_email, user_gone}}},
      {"off",
       &off,
       {{verify_email, user_gone}, {reset_password, user_gone}, {change_email, user_gone}}},
      {"of another address",
       &moved,
       {{verify_email, address_changed}, {reset_password, address_changed}, {change_email, {}}}},
      {"of another epoch",
       &ended,
       {{verify_email, user_changed},
        {reset_password, user_changed},
        {change_email, user_changed}}},
  };
  for (const auto& [what, user, faults] : cases) {
    for (const auto& [purpose, fault] : faults) {
      EXPECT_EQ(fault_of(ticket(purpose), user, now), fault) << what << ' ' << name(purpose);
    }
  }
}

TEST(AccountTicket, RedeemedItChangesWhatItIsGoodFor) {
  auto verified = ada;
  verified.email_verified = true;
  verified.updated_at = now;
  EXPECT_EQ(redeemed(ticket(verify_email), ada, now), verified);

  auto reset = verified;
  reset.epoch = logged_out_everywhere(ada, now).epoch;
  EXPECT_EQ(redeemed(ticket(reset_password), ada, now), reset);
  EXPECT_NE(reset.epoch, ada.epoch);

  auto moved = verified;
  moved.email = "new@example.org";
  EXPECT_EQ(redeemed(ticket(change_email, "new@example.org"), ada, now), moved);
}

}  // namespace
}  // namespace chancery
