// What of a client stands in one JSON column, and what is not believed of it.

#include "adapters/sql/client_metadata.hpp"

#include <gtest/gtest.h>

#include "ports/unavailable.hpp"
#include "tests/adapters/stores/samples.hpp"

namespace chancery::sql {
namespace {

const Client plain{.id = ClientId("plain")};

Client read_back(std::string_view text) {
  auto client = plain;
  read_metadata(text, client);
  return client;
}

TEST(ClientMetadata, OfAClientThatUsesNoneOfItIsEmpty) {
  EXPECT_EQ(metadata_text(plain), "{}");
  EXPECT_EQ(read_back("{}"), plain);
}

TEST(ClientMetadata, HoldsWhatIsNotTheDefaultAndNothingElse) {
  auto client = plain;
  client.require_pkce = false;
  client.userinfo_alg = SignatureAlgorithm::ES256;
  client.post_logout_redirect_uris = {"https://b.example", "https://a.example"};
  EXPECT_EQ(metadata_text(client),
            R"({"post_logout_redirect_uris":["https://b.example","https://a.example"],)"
            R"("require_pkce":false,"userinfo_alg":"ES256"})");
  EXPECT_EQ(read_back(metadata_text(client)), client);
}

TEST(ClientMetadata, AnythingThatWasNotWrittenHereIsRefused) {
  for (const char* text : {"",
                           "[]",
                           "null",
                           "{",
                           R"({"require_pkc":false})",
                           R"({"require_pkce":"false"})",
                           R"({"require_pkce":null})",
                           R"({"require_pkce":false,"require_par":true})",
                           R"({"require_pkce":false,"require_pkce":true})",
                           R"({"id_token_alg":"none"})",
                           R"({"id_token_alg":"HS256"})",
                           R"({"id_token_alg":1})",
                           R"({"subject_type":"Pairwise"})",
                           R"({"logo_uri":["x"]})",
                           R"({"logo_uri":null})",
                           R"({"post_logout_redirect_uris":"x"})",
                           R"({"post_logout_redirect_uris":[1]})",
                           R"({"released_claims":[]})",
                           R"({"released_claims":{"roles":"access_token"}})",
                           R"({"released_claims":{"roles":["everywhere"]}})"}) {
    EXPECT_THROW(read_back(text), Unavailable) << text;
  }
}

TEST(ClientMetadata, TakesNoTextThatTheOtherColumnsWouldNotTake) {
  auto client = plain;
  client.policy_uri = std::string("a\0b", 3);
  EXPECT_THROW(metadata_text(client), std::invalid_argument);
  client.policy_uri = "\xff";
  EXPECT_THROW(metadata_text(client), std::invalid_argument);
}

}  // namespace
}  // namespace chancery::sql
