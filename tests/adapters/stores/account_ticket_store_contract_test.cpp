// What an AccountTicketStore promises its callers: one contract, run on every store.

#include <algorithm>

#include "tests/adapters/stores/race.hpp"
#include "tests/adapters/stores/samples.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery {
namespace {

using outbound::RedeemInvitationOutcome;
using outbound::RedeemTicketOutcome;
using samples::event;
using samples::noon;
using samples::ticket;
using samples::user;
using namespace std::chrono_literals;

const AuditEvent issued = event(AuditType::ticket_issued);
const AuditEvent changed = event(AuditType::user_changed);
const AuditEvent created = event(AuditType::user_created);

AccountTicket invitation(const std::string& id = "i1", const std::string& email = "New@x.org") {
  auto made = ticket(id);
  made.purpose = TicketPurpose::invite;
  made.user.reset();
  made.email = email;
  return made;
}

template <class Stores>
class AccountTicketStoreContract : public testing::Test {
 protected:
  void put(const AccountTicket& one) { ASSERT_TRUE(store.add(one, {}, issued)); }
  void add_user(const User& one) {
    ASSERT_EQ(stores.users.add(one, PasswordHash("old"), created), outbound::AddUserOutcome::added);
  }
  User stored(const std::string& id = "u1") { return stores.users.find(UserId(id)).value(); }
  /// A new password by the ticket.
  outbound::AccountTicketStore::Redemption redemption(const std::string& id = "t1") {
    auto wanted = stored();
    ++wanted.epoch;
    wanted.email_verified = true;
    return {.ticket = TicketDigest(id),
            .user = wanted,
            .password = PasswordHash("new"),
            .event = changed};
  }
  std::optional<PasswordHash> password(const std::string& email = "ann@example.org") {
    return stores.users.find_by_login(*canonical_email(email))->password;
  }

  Stores stores;
  outbound::AccountTicketStore& store = stores.account_tickets;
};
TYPED_TEST_SUITE(AccountTicketStoreContract, EveryKindOfStores);

TYPED_TEST(AccountTicketStoreContract, FindsWhatWasAddedFieldByField) {
  this->put(ticket());
  this->put(invitation());
  EXPECT_EQ(this->store.find(TicketDigest("t1")), ticket());
  EXPECT_EQ(this->store.find(TicketDigest("i1")), invitation());
  EXPECT_EQ(this->store.find(TicketDigest("t2")), std::nullopt);
  EXPECT_EQ(this->stores.events(), (std::vector{issued, issued}));
}

TYPED_TEST(AccountTicketStoreContract, B83_ANewerOneTakesThePlaceOfTheOlderOfItsPurposeAndUser) {
  auto other_purpose = ticket("t2");
  other_purpose.purpose = TicketPurpose::verify_email;
  auto other_user = ticket("t3");
  other_user.user = UserId("u2");
  this->put(ticket());
  this->put(other_purpose);
  this->put(other_user);
  auto newer = ticket("t4");
  newer.email = "elsewhere@example.org";
  newer.user_epoch = 99;
  newer.issued_at = noon + 1s;
  newer.expires_at = noon + 9s;
  this->put(newer);
  EXPECT_EQ(this->store.find(TicketDigest("t1")), std::nullopt);
  EXPECT_EQ(this->store.find(TicketDigest("t2")), other_purpose);
  EXPECT_EQ(this->store.find(TicketDigest("t3")), other_user);
  EXPECT_EQ(this->store.find(TicketDigest("t4")), newer);
}

TYPED_TEST(AccountTicketStoreContract, B83_FactorsGoWithTheTicketOnlyIfThatIsAsked) {
  const UserId ann("u1");
  const auto removed = event(AuditType::factor_removed);
  const auto added = event(AuditType::factor_added);
  auto totp = samples::totp();
  this->add_user(user());
  this->add_user(user("u2", "bob@example.org"));
  const auto enrol = [&] {
    return this->stores.factors.enrol_totp(totp, {RecoveryCodeDigest("c")}, added);
  };
  ASSERT_EQ(enrol(), outbound::EnrolOutcome::enrolled_with_codes);
  ASSERT_EQ(this->stores.credentials.enrol(samples::credential(), {}, added),
            outbound::EnrolOutcome::enrolled);
  this->put(ticket());
  EXPECT_EQ(this->store.redeem(this->redemption()), RedeemTicketOutcome::redeemed);
  EXPECT_TRUE(this->stores.factors.enrolled(ann).totp);

  this->put(ticket());
  auto redemption = this->redemption();
  redemption.factors_removed = removed;
  --redemption.user.version;
  EXPECT_EQ(this->store.redeem(redemption), RedeemTicketOutcome::user_stale);
  EXPECT_TRUE(this->stores.factors.enrolled(ann).any()) << "both or neither";
  ++redemption.user.version;
  const auto removals = [&] { return std::ranges::count(this->stores.events(), removed); };
  EXPECT_EQ(removals(), 0);
  EXPECT_EQ(this->store.redeem(redemption), RedeemTicketOutcome::redeemed);
  EXPECT_EQ(this->stores.factors.enrolled(ann), EnrolledFactors());
  EXPECT_EQ(removals(), 1);

  this->put(ticket());
  redemption.user = this->stored();
  EXPECT_EQ(this->store.redeem(redemption), RedeemTicketOutcome::redeemed);
  EXPECT_EQ(removals(), 1) << "there were none any more";
}

TYPED_TEST(AccountTicketStoreContract, OfInvitationsOneForAnAddressCounts) {
  this->put(invitation("i1", "New@x.org"));
  this->put(invitation("i2", "new@X.org"));
  this->put(invitation("i3", "other@x.org"));
  EXPECT_EQ(this->store.find(TicketDigest("i1")), std::nullopt);
  EXPECT_TRUE(this->store.find(TicketDigest("i2")));
  EXPECT_TRUE(this->store.find(TicketDigest("i3")));
}

TYPED_TEST(AccountTicketStoreContract, OneThatIsYoungEnoughStays) {
  auto first = ticket("t1");
  first.issued_at = noon;
  this->put(first);
  auto second = ticket("t2");
  second.issued_at = noon + 59s;
  EXPECT_FALSE(this->store.add(second, noon - 1s, issued));
  EXPECT_EQ(this->store.find(TicketDigest("t1")), first);
  EXPECT_EQ(this->store.find(TicketDigest("t2")), std::nullopt);
  EXPECT_EQ(this->stores.events().size(), 1U) << "of what was not done there is no word";
  second.issued_at = noon + 60s;
  EXPECT_TRUE(this->store.add(second, noon, issued));
  EXPECT_EQ(this->store.find(TicketDigest("t2")), second);
}

TYPED_TEST(AccountTicketStoreContract, OneOfTheSameInstantIsReplacedByItsRepetition) {
  auto first = ticket("t1");
  first.issued_at = noon;
  this->put(first);
  auto again = ticket("t2");
  again.issued_at = noon;
  EXPECT_TRUE(this->store.add(again, noon - 60s, issued));
  EXPECT_EQ(this->store.find(TicketDigest("t1")), std::nullopt);
  EXPECT_EQ(this->store.find(TicketDigest("t2")), again);
}

TYPED_TEST(AccountTicketStoreContract, RedeemedItChangesTheAccountAndIsGone) {
  this->add_user(user());
  this->put(ticket());
  auto wanted = this->redemption();
  EXPECT_EQ(this->store.redeem(wanted), RedeemTicketOutcome::redeemed);
  ++wanted.user.version;
  EXPECT_EQ(this->stored(), wanted.user);
  EXPECT_EQ(this->password(), PasswordHash("new"));
  EXPECT_EQ(this->store.find(TicketDigest("t1")), std::nullopt);
  EXPECT_EQ(this->stores.events(), (std::vector{created, issued, changed}));
  EXPECT_EQ(this->store.redeem(this->redemption()), RedeemTicketOutcome::ticket_gone);
  EXPECT_EQ(this->stored(), wanted.user);
}

TYPED_TEST(AccountTicketStoreContract, WithoutAPasswordTheOldOneStays) {
  this->add_user(user());
  this->put(ticket());
  auto wanted = this->redemption();
  wanted.password.reset();
  EXPECT_EQ(this->store.redeem(wanted), RedeemTicketOutcome::redeemed);
  EXPECT_EQ(this->password(), PasswordHash("old"));
}

TYPED_TEST(AccountTicketStoreContract, AnAccountThatChangedMeanwhileLeavesTheTicket) {
  this->add_user(user());
  this->put(ticket());
  const auto late = this->redemption();
  ASSERT_EQ(this->stores.users.update(this->stored(), {}, changed),
            outbound::UpdateUserOutcome::updated);
  EXPECT_EQ(this->store.redeem(late), RedeemTicketOutcome::user_stale);
  EXPECT_EQ(this->password(), PasswordHash("old"));
  EXPECT_TRUE(this->store.find(TicketDigest("t1")));
  EXPECT_EQ(this->store.redeem(this->redemption()), RedeemTicketOutcome::redeemed);
}

TYPED_TEST(AccountTicketStoreContract, AnAccountThatIsGoneLeavesTheTicket) {
  this->add_user(user());
  this->put(ticket());
  const auto late = this->redemption();
  ASSERT_TRUE(this->stores.users.remove(UserId("u1"), event(AuditType::user_removed)));
  EXPECT_EQ(this->store.redeem(late), RedeemTicketOutcome::user_stale);
  EXPECT_TRUE(this->store.find(TicketDigest("t1")));
}

TYPED_TEST(AccountTicketStoreContract, AnAddressThatIsTakenLeavesTheTicket) {
  this->add_user(user());
  this->add_user(user("u2", "Bob@example.org"));
  this->put(ticket());
  auto wanted = this->redemption();
  wanted.user.email = "BOB@example.org";
  EXPECT_EQ(this->store.redeem(wanted), RedeemTicketOutcome::email_taken);
  EXPECT_EQ(this->stored().email, "Ann@Example.org");
  EXPECT_TRUE(this->store.find(TicketDigest("t1")));
}

TYPED_TEST(AccountTicketStoreContract, B83_OfManyConcurrentRedemptionsOneWins) {
  this->add_user(user());
  this->put(ticket());
  const auto wanted = this->redemption();
  EXPECT_EQ(
      winners(12, [&](int) { return this->store.redeem(wanted) == RedeemTicketOutcome::redeemed; }),
      1);
  EXPECT_EQ(this->stored().version, user().version + 1);
}

TYPED_TEST(AccountTicketStoreContract, AnInvitationMakesTheAccountAndIsGone) {
  this->put(invitation());
  const auto made = user("u9", "New@x.org");
  const outbound::AccountTicketStore::Redemption wanted{
      .ticket = TicketDigest("i1"), .user = made, .password = PasswordHash("p"), .event = created};
  EXPECT_EQ(this->store.redeem_invitation(wanted), RedeemInvitationOutcome::redeemed);
  EXPECT_EQ(this->stored("u9"), made);
  EXPECT_EQ(this->password("new@x.org"), PasswordHash("p"));
  EXPECT_EQ(this->store.find(TicketDigest("i1")), std::nullopt);
  EXPECT_EQ(this->stores.events(), (std::vector{issued, created}));

  auto another = wanted;
  another.user = user("u10", "second@x.org");
  EXPECT_EQ(this->store.redeem_invitation(another), RedeemInvitationOutcome::ticket_gone);
  EXPECT_EQ(this->stores.users.find(UserId("u10")), std::nullopt);
}

TYPED_TEST(AccountTicketStoreContract, ANameThatIsTakenLeavesTheInvitation) {
  this->add_user(user());
  this->put(invitation());
  const auto ask = [&](const User& made) {
    return this->store.redeem_invitation(
        {.ticket = TicketDigest("i1"), .user = made, .event = created});
  };
  EXPECT_EQ(ask(user("u9", "ANN@example.org")), RedeemInvitationOutcome::email_taken);
  auto same_name = user("u9", "New@x.org");
  same_name.username = "ann.U1";
  EXPECT_EQ(ask(same_name), RedeemInvitationOutcome::username_taken);
  EXPECT_TRUE(this->store.find(TicketDigest("i1")));
  EXPECT_EQ(this->stores.users.find(UserId("u9")), std::nullopt);
  EXPECT_EQ(ask(user("u9", "New@x.org")), RedeemInvitationOutcome::redeemed);
}

TYPED_TEST(AccountTicketStoreContract, B83_OfManyConcurrentGuestsOneIsMade) {
  this->put(invitation());
  EXPECT_EQ(winners(12,
                    [&](int i) {
                      const auto id = std::to_string(i);
                      return this->store.redeem_invitation(
                                 {.ticket = TicketDigest("i1"),
                                  .user = user("u" + id, "g" + id + "@x.org"),
                                  .event = created}) == RedeemInvitationOutcome::redeemed;
                    }),
            1);
}

TYPED_TEST(AccountTicketStoreContract, B35_HostileTextIsDataOnly) {
  for (const std::string text : {"'; DROP TABLE users; --", "\"", "%", "$1", "ünï→😀"}) {
    auto hostile = ticket(text);
    hostile.email = text;
    this->put(hostile);
    EXPECT_EQ(this->store.find(TicketDigest(text)), hostile);
  }
}

}  // namespace
}  // namespace chancery
