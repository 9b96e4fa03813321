// What comes of one user of a Keycloak realm's export.

#include <gtest/gtest.h>

#include "domain/codec/json.hpp"
#include "domain/import/row_readers.hpp"

namespace chancery {
namespace {

using codec::Json;
using std::chrono::seconds;

std::expected<UserRow, std::string> read(const std::string& record) {
  auto row = read_user_row(ImportFormat::keycloak, record);
  if (!row) return std::unexpected(row.error());
  return row->value();
}

/// A user with one password, of those two texts.
std::string with_password(const std::string& data, const std::string& secret) {
  return write_json(Json::object(
      {{"email", "a@example.org"},
       {"credentials", Json::Array{Json::object({{"type", "otp"}, {"secretData", "{}"}}),
                                   Json::object({{"type", "password"},
                                                 {"credentialData", data},
                                                 {"secretData", secret}})}}}));
}

constexpr auto secret = R"({"value":"+/8=","salt":"c2FsdA==","additionalParameters":{}})";

TEST(KeycloakRow, HasWhatTheRealmKnows) {
  const auto row = read(R"({
    "id": "3a1e", "createdTimestamp": 1704067200123, "username": "ann", "enabled": false,
    "totp": false, "emailVerified": true, "firstName": "Ann", "lastName": "Arbor",
    "email": "ann@example.org", "attributes": {"locale": ["de"]}, "credentials": [],
    "disableableCredentialTypes": [], "requiredActions": [], "groups": [], "notBefore": 0,
    "realmRoles": ["default-roles-shop", "offline_access", "uma_authorization", "admin", "seller"]
  })");
  ASSERT_TRUE(row) << row.error();
  EXPECT_EQ(*row,
            (UserRow{.id = UserId("3a1e"),
                     .email = "ann@example.org",
                     .email_verified = true,
                     .username = "ann",
                     .roles = {"seller"},
                     .claims = {{"family_name", "Arbor"}, {"given_name", "Ann"}, {"locale", "de"}},
                     .disabled = true,
                     .created_at = Instant(seconds(1'704'067'200))}));
}

TEST(KeycloakRow, TheAddressAsUsernameIsNone) {
  const auto row =
      read(R"({"username":"ann@example.org","email":"Ann@example.org","enabled":true})");
  ASSERT_TRUE(row) << row.error();
  EXPECT_EQ(row->username, std::nullopt);
  EXPECT_FALSE(row->disabled);
  EXPECT_FALSE(read(R"({"username":"other@example.org","email":"ann@example.org"})"));
}

TEST(KeycloakRow, ServiceAccountsHaveNoAddress) {
  const auto row = read(R"({"username":"service-account-shop","serviceAccountClientId":"shop"})");
  ASSERT_FALSE(row);
  EXPECT_EQ(row.error(), "email: there is none");
}

TEST(KeycloakRow, PasswordsBecomeTextsThatSayHow) {
  const std::pair<const char*, const char*> table[] = {
      {R"({"hashIterations":27500,"algorithm":"pbkdf2-sha256","additionalParameters":{}})",
       "$pbkdf2-sha256$27500$c2FsdA$./8"},
      {R"({"hashIterations":210000,"algorithm":"pbkdf2-sha512"})",
       "$pbkdf2-sha512$210000$c2FsdA$./8"},
      {R"({"hashIterations":20000,"algorithm":"pbkdf2"})", "$pbkdf2$20000$c2FsdA$./8"},
      {R"({"hashIterations":5,"algorithm":"argon2","additionalParameters":{"hashLength":["32"],
          "memory":["7168"],"type":["id"],"version":["1.3"],"parallelism":["1"]}})",
       "$argon2id$v=19$m=7168,t=5,p=1$c2FsdA$+/8"},
  };
  for (const auto& [data, text] : table) {
    const auto row = read(with_password(data, secret));
    ASSERT_TRUE(row) << data << row.error();
    EXPECT_EQ(row->password, PasswordHash(text));
  }
}

TEST(KeycloakRow, APasswordThatIsNotUnderstoodIsAFault) {
  for (const auto* data :
       {"", "{}", R"({"hashIterations":1,"algorithm":"bcrypt"})", R"({"algorithm":"pbkdf2"})",
        R"({"hashIterations":5,"algorithm":"argon2"})",
        R"({"hashIterations":"1","algorithm":"pbkdf2"})"}) {
    const auto row = read(with_password(data, secret));
    ASSERT_FALSE(row) << data;
    EXPECT_TRUE(row.error().starts_with("credentials: ")) << row.error();
  }
  constexpr auto data = R"({"hashIterations":1,"algorithm":"pbkdf2"})";
  EXPECT_TRUE(read(with_password(data, secret)));
  EXPECT_FALSE(read(with_password(data, R"({"value":"","salt":"c2FsdA=="})")));
  EXPECT_FALSE(read(with_password(data, R"({"value":"!!","salt":"c2FsdA=="})")));
}

}  // namespace
}  // namespace chancery
