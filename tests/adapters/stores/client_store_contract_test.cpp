// What a ClientStore promises its callers: one contract, run on every store.

#include "tests/adapters/stores/race.hpp"
#include "tests/adapters/stores/samples.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery {
namespace {

using outbound::UpdateClientOutcome;
using samples::client;
using samples::event;

const AuditEvent created = event(AuditType::client_created);
const AuditEvent changed = event(AuditType::client_changed);
const AuditEvent removed = event(AuditType::client_removed);

Client counted_up(Client client) {
  ++client.version;
  return client;
}

Client client_with_redirect(const std::string& id, const std::string& uri) {
  auto with = client(id);
  with.redirect_uris = {uri};
  return with;
}

template <class Stores>
class ClientStoreContract : public testing::Test {
 protected:
  Stores stores;
  outbound::ClientStore& store = stores.clients;
};
TYPED_TEST_SUITE(ClientStoreContract, EveryKindOfStores);

TYPED_TEST(ClientStoreContract, FindsWhatWasAddedFieldByField) {
  EXPECT_TRUE(this->store.add(client(), created));
  EXPECT_EQ(this->store.find(client().id), client());
  EXPECT_EQ(this->store.find(ClientId("Shop")), std::nullopt);
  EXPECT_EQ(this->stores.events(), std::vector{created});
}

TYPED_TEST(ClientStoreContract, APublicClientWithNothingComesBackWithNothing) {
  const Client bare{.id = ClientId("bare"), .name = "", .auth_method = ClientAuthMethod::none};
  EXPECT_TRUE(this->store.add(bare, created));
  EXPECT_EQ(this->store.find(bare.id), bare);
}

TYPED_TEST(ClientStoreContract, AnIdThatIsTakenIsNeverOverwritten) {
  EXPECT_TRUE(this->store.add(client(), created));
  auto other = client();
  other.name = "Another";
  other.redirect_uris = {"https://evil.example/"};
  EXPECT_FALSE(this->store.add(other, created));
  EXPECT_EQ(this->store.find(client().id), client());
  EXPECT_FALSE(this->store.has_redirect_origin("https://evil.example"));
  EXPECT_EQ(this->stores.events(), std::vector{created});
}

TYPED_TEST(ClientStoreContract, OneOfManyConcurrentAddsOfAnIdWins) {
  EXPECT_EQ(winners(16, [&](int) { return this->store.add(client(), created); }), 1);
  EXPECT_EQ(this->stores.events().size(), 1U);
}

TYPED_TEST(ClientStoreContract, ListsEveryClientInAscendingOrderOfId) {
  EXPECT_TRUE(this->store.list().empty());
  for (const auto* id : {"b", "A", "_", "B", "a"}) {
    EXPECT_TRUE(this->store.add(client(id), created));
  }
  EXPECT_EQ(this->store.list(),
            (std::vector{client("A"), client("B"), client("_"), client("a"), client("b")}));
}

TYPED_TEST(ClientStoreContract, UpdateReplacesTheRecordAndCountsTheVersionUp) {
  EXPECT_TRUE(this->store.add(client(), created));
  auto next = client();
  next.name = "The New Shop";
  next.auth_method = ClientAuthMethod::none;
  next.secret = std::nullopt;
  next.grants = {};
  next.scopes = {};
  next.audiences = {};
  next.introspects = {"x", "y"};
  next.redirect_uris = {};
  next.post_logout_redirect_uris = {};
  next.require_pkce = true;
  next.first_party = false;
  next.access_token_alg = SignatureAlgorithm::ES256;
  next.id_token_alg = SignatureAlgorithm::RS256;
  next.userinfo_alg = std::nullopt;
  next.subject_type = SubjectType::public_;
  next.sector_identifier = std::nullopt;
  next.backchannel_logout_uri = std::nullopt;
  next.backchannel_logout_session_required = false;
  next.client_uri = next.logo_uri = next.policy_uri = next.tos_uri = std::nullopt;
  next.disabled = true;
  next.epoch = -7;
  next.updated_at += std::chrono::seconds(9);
  EXPECT_EQ(this->store.update(next, changed), UpdateClientOutcome::updated);
  EXPECT_EQ(this->store.find(client().id), counted_up(next));
  EXPECT_EQ(this->stores.events(), (std::vector{created, changed}));
}

TYPED_TEST(ClientStoreContract, UpdateOfARecordThatSomebodyElseChangedIsStale) {
  EXPECT_TRUE(this->store.add(client(), created));
  EXPECT_EQ(this->store.update(client(), changed), UpdateClientOutcome::updated);
  auto late = client();
  late.redirect_uris = {"https://evil.example/"};
  EXPECT_EQ(this->store.update(late, changed), UpdateClientOutcome::stale);
  EXPECT_EQ(this->store.find(client().id), counted_up(client()));
  EXPECT_FALSE(this->store.has_redirect_origin("https://evil.example"));
  EXPECT_EQ(this->stores.events(), (std::vector{created, changed}));
}

TYPED_TEST(ClientStoreContract, UpdateOfNoClientIsUnknown) {
  EXPECT_EQ(this->store.update(client(), changed), UpdateClientOutcome::unknown);
  EXPECT_FALSE(this->store.has_redirect_origin("https://shop.example"));
  EXPECT_TRUE(this->stores.events().empty());
}

TYPED_TEST(ClientStoreContract, OneOfManyConcurrentUpdatesOfAVersionWins) {
  EXPECT_TRUE(this->store.add(client(), created));
  EXPECT_EQ(winners(16,
                    [&](int) {
                      return this->store.update(client(), changed) == UpdateClientOutcome::updated;
                    }),
            1);
  EXPECT_EQ(this->store.find(client().id), counted_up(client()));
}

TYPED_TEST(ClientStoreContract, RemoveForgetsThatClientOnly) {
  EXPECT_TRUE(this->store.add(client("a"), created));
  EXPECT_TRUE(this->store.add(client("b"), created));
  EXPECT_TRUE(this->store.remove(ClientId("a"), removed));
  EXPECT_FALSE(this->store.remove(ClientId("a"), removed));
  EXPECT_EQ(this->store.list(), std::vector{client("b")});
  EXPECT_EQ(this->stores.events(), (std::vector{created, created, removed}));
}

TYPED_TEST(ClientStoreContract, KnowsTheWebOriginsOfRedirectUris) {
  EXPECT_TRUE(this->store.add(client_with_redirect("a", "https://A.example:8443/x?y"), created));
  EXPECT_TRUE(this->store.add(client_with_redirect("b", "https://b.example:443/"), created));
  EXPECT_TRUE(this->store.add(client_with_redirect("c", "http://127.0.0.1/"), created));
  EXPECT_TRUE(this->store.add(client_with_redirect("d", "org.example.app:/done"), created));
  for (const auto* origin : {"https://a.example:8443", "https://b.example", "http://127.0.0.1"}) {
    EXPECT_TRUE(this->store.has_redirect_origin(origin)) << origin;
  }
  for (const auto* origin :
       {"https://a.example", "https://b.example:443", "http://b.example", "null", "", "https://",
        "https://b.example/", "https://b.exampl", "%", "org.example.app:", "https://B.example"}) {
    EXPECT_FALSE(this->store.has_redirect_origin(origin)) << origin;
  }
}

TYPED_TEST(ClientStoreContract, RedirectOriginsFollowTheClient) {
  auto first = client_with_redirect("a", "https://one.example/");
  first.redirect_uris.push_back("https://one.example/again");
  EXPECT_TRUE(this->store.add(first, created));
  EXPECT_TRUE(this->store.add(client_with_redirect("b", "https://one.example/"), created));

  first.redirect_uris = {"https://two.example/"};
  EXPECT_EQ(this->store.update(first, changed), UpdateClientOutcome::updated);
  EXPECT_TRUE(this->store.has_redirect_origin("https://one.example")) << "client b has it still";
  EXPECT_TRUE(this->store.has_redirect_origin("https://two.example"));

  EXPECT_TRUE(this->store.remove(ClientId("b"), removed));
  EXPECT_FALSE(this->store.has_redirect_origin("https://one.example"));

  const auto off = disabled(this->store.find(ClientId("a")).value(), samples::noon);
  EXPECT_EQ(this->store.update(off, changed), UpdateClientOutcome::updated);
  EXPECT_FALSE(this->store.has_redirect_origin("https://two.example"));

  const auto on = enabled(this->store.find(ClientId("a")).value(), samples::noon);
  EXPECT_EQ(this->store.update(on, changed), UpdateClientOutcome::updated);
  EXPECT_TRUE(this->store.has_redirect_origin("https://two.example"));
}

TYPED_TEST(ClientStoreContract, B35_HostileTextIsDataOnly) {
  for (const auto& text : samples::hostile_texts) {
    auto hostile = client("c" + text);
    hostile.name = text;
    hostile.secret = ClientSecretDigest{KeyId(text), text};
    hostile.scopes = {text};
    hostile.audiences = {text};
    hostile.introspects = {text};
    hostile.redirect_uris = {text};
    hostile.post_logout_redirect_uris = {text};
    hostile.sector_identifier = text;
    hostile.backchannel_logout_uri = text;
    hostile.client_uri = hostile.logo_uri = hostile.policy_uri = hostile.tos_uri = text;
    EXPECT_TRUE(this->store.add(hostile, created)) << text;
    EXPECT_EQ(this->store.find(hostile.id), hostile) << text;
    EXPECT_EQ(this->store.find(ClientId(text)), std::nullopt) << text;
    EXPECT_EQ(this->store.update(hostile, changed), UpdateClientOutcome::updated) << text;
    EXPECT_FALSE(this->store.has_redirect_origin(text)) << text;
    EXPECT_TRUE(this->store.remove(hostile.id, removed)) << text;
  }
}

}  // namespace
}  // namespace chancery
