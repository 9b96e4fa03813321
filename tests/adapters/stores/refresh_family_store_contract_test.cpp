// What a RefreshFamilyStore promises its callers: one contract, run on every store.

#include "ports/unavailable.hpp"
#include "tests/adapters/stores/race.hpp"
#include "tests/adapters/stores/samples.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery {
namespace {

using samples::client;
using samples::event;
using samples::family;
using samples::noon;
using samples::user;
using namespace std::chrono_literals;

const AuditEvent login = event(AuditType::login_succeeded);
const AuditEvent ended = event(AuditType::login_ended, "revoked");

template <class Stores>
class RefreshFamilyStoreContract : public testing::Test {
 protected:
  void add_parties() {
    ASSERT_TRUE(stores.clients.add(client(), login));
    ASSERT_EQ(stores.users.add(user(), std::nullopt, login), outbound::AddUserOutcome::added);
  }
  Standing standing() { return store.find(family().id).value().standing; }

  static outbound::RefreshFamilyStore::Rotation rotation(const std::string& from,
                                                         const std::string& to) {
    return {.from = TokenDigest(from),
            .to = TokenDigest(to),
            .generation = 4'294'967'291U,
            .seed = "seed of " + to,
            .rotated_at = noon + 5s,
            .used_from = {"2001:db8::1", "Agent/2.0"}};
  }

  Stores stores;
  outbound::RefreshFamilyStore& store = stores.families;
};
TYPED_TEST_SUITE(RefreshFamilyStoreContract, EveryKindOfStores);

TYPED_TEST(RefreshFamilyStoreContract, FindsWhatWasAddedFieldByField) {
  this->add_parties();
  this->store.add(family("f1"), login);
  EXPECT_EQ(this->store.find(FamilyId("f1")), (FoundFamily{family("f1"), Standing::live}));
  EXPECT_EQ(this->store.find(FamilyId("f2")), std::nullopt);
}

TYPED_TEST(RefreshFamilyStoreContract, EmptyListsAndTextsComeBackEmpty) {
  auto bare = family();
  bare.scopes = {};
  bare.audiences = {};
  bare.authentication = {};
  bare.claims = {};
  bare.login_address = "";
  bare.seed = "";
  bare.generation = 0;
  bare.last_used_from = {};
  this->store.add(bare, login);
  EXPECT_EQ(this->store.find(bare.id).value().family, bare);
}

TYPED_TEST(RefreshFamilyStoreContract, AddStoresTheLoginsEventAndRotateStoresNone) {
  this->store.add(family(), login);
  EXPECT_TRUE(this->store.rotate(family().id, this->rotation("digest-0", "digest-1")));
  EXPECT_EQ(this->stores.events(), std::vector{login});
}

TYPED_TEST(RefreshFamilyStoreContract, AnIdThatIsTakenIsNeverOverwritten) {
  this->store.add(family(), login);
  auto other = family();
  other.user = UserId("mallory");
  EXPECT_THROW(this->store.add(other, login), Unavailable);
  EXPECT_EQ(this->store.find(family().id).value().family, family());
  EXPECT_EQ(this->stores.events(), std::vector{login});
}

TYPED_TEST(RefreshFamilyStoreContract, RotateReplacesWhatItNamesAndNothingElse) {
  this->store.add(family(), login);
  EXPECT_TRUE(this->store.rotate(family().id, this->rotation("digest-0", "digest-1")));

  auto expected = family();
  expected.current = TokenDigest("digest-1");
  expected.generation = 4'294'967'291U;
  expected.seed = "seed of digest-1";
  expected.rotated_at = noon + 5s;
  expected.last_used_from = {"2001:db8::1", "Agent/2.0"};
  EXPECT_EQ(this->store.find(family().id).value().family, expected);
}

TYPED_TEST(RefreshFamilyStoreContract, RotateFromADigestThatIsNotCurrentChangesNothing) {
  this->store.add(family(), login);
  for (const auto* stale : {"", "digest", "digest-00", "DIGEST-0", "digest-_"}) {
    EXPECT_FALSE(this->store.rotate(family().id, this->rotation(stale, "digest-1"))) << stale;
  }
  EXPECT_EQ(this->store.find(family().id).value().family, family());
}

TYPED_TEST(RefreshFamilyStoreContract, RotateOfAnUnknownOrEndedFamilyIsRefused) {
  EXPECT_FALSE(this->store.rotate(family().id, this->rotation("digest-0", "digest-1")));
  this->store.add(family(), login);
  this->store.end(family().id, ended);
  EXPECT_FALSE(this->store.rotate(family().id, this->rotation("digest-0", "digest-1")));
  EXPECT_EQ(this->store.find(family().id), std::nullopt);
}

TYPED_TEST(RefreshFamilyStoreContract, RotateTouchesThatFamilyOnly) {
  this->store.add(family("f1"), login);
  this->store.add(family("f2"), login);
  EXPECT_TRUE(this->store.rotate(FamilyId("f1"), this->rotation("digest-0", "digest-1")));
  EXPECT_EQ(this->store.find(FamilyId("f2")).value().family, family("f2"));
}

TYPED_TEST(RefreshFamilyStoreContract, EndForgetsThatFamilyOnlyAndSaysWhyOnce) {
  this->store.add(family("f1"), login);
  this->store.add(family("f2"), login);
  EXPECT_TRUE(this->store.end(FamilyId("f1"), ended));
  EXPECT_FALSE(this->store.end(FamilyId("f1"), ended));
  EXPECT_FALSE(this->store.end(FamilyId("never"), ended));
  EXPECT_EQ(this->store.find(FamilyId("f1")), std::nullopt);
  EXPECT_NE(this->store.find(FamilyId("f2")), std::nullopt);
  EXPECT_EQ(this->stores.events(), (std::vector{login, login, ended}));
}

TYPED_TEST(RefreshFamilyStoreContract, OneOfManyConcurrentRotationsWins) {
  for (int round = 0; round < 5; ++round) {
    const auto id = "f" + std::to_string(round);
    this->store.add(family(id), login);
    EXPECT_EQ(winners(16,
                      [&](int racer) {
                        return this->store.rotate(
                            FamilyId(id),
                            this->rotation("digest-0", "digest of " + std::to_string(racer)));
                      }),
              1);
  }
}

TYPED_TEST(RefreshFamilyStoreContract, OneOfManyConcurrentEndsWinsAndStoresItsEvent) {
  this->store.add(family(), login);
  EXPECT_EQ(winners(16, [&](int) { return this->store.end(family().id, ended); }), 1);
  EXPECT_EQ(this->stores.events(), (std::vector{login, ended}));
}

TYPED_TEST(RefreshFamilyStoreContract, EndBeatsOrFollowsARotationButIsNeverUndoneByIt) {
  this->store.add(family(), login);
  winners(8, [&](int racer) {
    if (racer == 0) return this->store.end(family().id, ended);
    return this->store.rotate(family().id, this->rotation("digest-0", "digest-1"));
  });
  EXPECT_EQ(this->store.find(family().id), std::nullopt);
}

TYPED_TEST(RefreshFamilyStoreContract, StandingFollowsTheUser) {
  this->add_parties();
  this->store.add(family(), login);

  auto changed = user();
  changed.email = "other@example.org";
  ASSERT_EQ(this->stores.users.update(changed, std::nullopt, login),
            outbound::UpdateUserOutcome::updated);
  EXPECT_EQ(this->standing(), Standing::live);

  changed = disabled(this->stores.users.find(user().id).value(), noon);
  ASSERT_EQ(this->stores.users.update(changed, std::nullopt, login),
            outbound::UpdateUserOutcome::updated);
  EXPECT_EQ(this->standing(), Standing::user_ended);

  changed = enabled(this->stores.users.find(user().id).value(), noon);
  ASSERT_EQ(this->stores.users.update(changed, std::nullopt, login),
            outbound::UpdateUserOutcome::updated);
  EXPECT_EQ(this->standing(), Standing::user_ended) << "switching on again revives no login";

  ASSERT_TRUE(this->stores.users.remove(user().id, login));
  EXPECT_EQ(this->standing(), Standing::user_gone);
}

TYPED_TEST(RefreshFamilyStoreContract, StandingFollowsTheClient) {
  this->add_parties();
  this->store.add(family(), login);

  const auto changed = disabled(client(), noon);
  ASSERT_EQ(this->stores.clients.update(changed, login), outbound::UpdateClientOutcome::updated);
  EXPECT_EQ(this->standing(), Standing::client_ended);

  ASSERT_TRUE(this->stores.clients.remove(client().id, login));
  EXPECT_EQ(this->standing(), Standing::client_gone);

  auto anew = client();
  anew.epoch = client().epoch + 1;
  ASSERT_TRUE(this->stores.clients.add(anew, login));
  EXPECT_EQ(this->standing(), Standing::client_ended) << "a client made anew revives no login";
}

TYPED_TEST(RefreshFamilyStoreContract, StandingNamesTheUserFirst) {
  this->store.add(family(), login);
  EXPECT_EQ(this->standing(), Standing::user_gone);
}

TYPED_TEST(RefreshFamilyStoreContract, B35_HostileTextIsDataOnly) {
  for (const auto& text : samples::hostile_texts) {
    auto hostile = family("f" + text);
    hostile.client = ClientId(text);
    hostile.user = UserId(text);
    hostile.scopes = {text};
    hostile.audiences = {text, text};
    hostile.authentication = {.amr = {text, text}, .acr = text};
    hostile.claims = {.id_token = {{text.substr(0, text.find('#')), {.values = {text}}}}};
    hostile.current = TokenDigest(text);
    hostile.seed = text;
    hostile.login_address = text;
    hostile.last_used_from = {text, text};
    this->store.add(hostile, login);
    EXPECT_EQ(this->store.find(hostile.id).value().family, hostile);
    EXPECT_TRUE(this->store.rotate(hostile.id, this->rotation(text, text + text)));
  }
  EXPECT_EQ(this->store.find(FamilyId("f")), std::nullopt);
}

TYPED_TEST(RefreshFamilyStoreContract, B35_TheTextBeforeANulByteIsAnotherText) {
  using namespace std::string_literals;
  this->store.add(family("f1"), login);
  const auto finds = [&](const std::string& id) {
    try {
      return this->store.find(FamilyId(id)).has_value();
    } catch (const std::invalid_argument&) {
      return false;
    }
  };
  EXPECT_TRUE(finds("f1"));
  EXPECT_FALSE(finds("f1\0"s));
  EXPECT_FALSE(finds("f1\0x"s));
}

}  // namespace
}  // namespace chancery
