// What comes of one record of another system's file.

#include "domain/import/row_readers.hpp"

#include <gtest/gtest.h>

#include "domain/codec/json.hpp"

namespace chancery {
namespace {

using codec::Json;
using std::chrono::seconds;

UserRow row_of(ImportFormat format, const std::string& record,
               const std::optional<FirebaseHashConfig>& firebase = std::nullopt) {
  auto row = read_user_row(format, record, firebase);
  if (!row || !*row) throw std::invalid_argument(row ? "ignored" : row.error());
  return **std::move(row);
}

std::string fault_of_record(ImportFormat format, const std::string& record) {
  const auto row = read_user_row(format, record);
  return row ? "" : row.error();
}

TEST(ChanceryRow, HasEveryMember) {
  const auto row = row_of(ImportFormat::chancery, R"({
    "id": "u1", "email": "Ann@Example.org", "email_verified": true, "username": "Ann",
    "name": "Ann A.", "roles": ["admin", "support"], "claims": {"locale": "de"},
    "disabled": true, "created_at": "2024-02-29T23:59:59.7+01:00", "updated_at": "whatever",
    "password_hash": "$argon2id$v=19$…"})");
  EXPECT_EQ(row, (UserRow{.id = UserId("u1"),
                          .email = "Ann@Example.org",
                          .email_verified = true,
                          .username = "Ann",
                          .roles = {"admin", "support"},
                          .claims = {{"locale", "de"}, {"name", "Ann A."}},
                          .disabled = true,
                          .created_at = Instant(seconds(1'709'247'599)),
                          .password = PasswordHash("$argon2id$v=19$…")}));
}

TEST(ChanceryRow, NeedsAnAddressOnly) {
  EXPECT_EQ(row_of(ImportFormat::chancery, R"({"email":"a@example.org"})"),
            UserRow{.email = "a@example.org"});
  EXPECT_EQ(row_of(ImportFormat::chancery,
                   R"({"email":"a@example.org","id":null,"username":null,"roles":null,
                       "claims":null,"disabled":null,"created_at":0,"password_hash":null})"),
            (UserRow{.email = "a@example.org", .created_at = Instant(seconds(0))}));
}

struct Fault {
  const char* record;
  const char* told;
};

class ChanceryRowFault : public testing::TestWithParam<Fault> {};

TEST_P(ChanceryRowFault, IsNamedByItsMember) {
  const auto& [record, told] = GetParam();
  const auto fault = fault_of_record(ImportFormat::chancery, record);
  EXPECT_TRUE(fault.starts_with(told)) << fault;
  EXPECT_FALSE(fault.contains("canary")) << fault;
}

INSTANTIATE_TEST_SUITE_P(
    Table, ChanceryRowFault,
    testing::Values(
        Fault{"", "this is no JSON object"}, Fault{"canary", "this is no JSON object"},
        Fault{"[]", "this is no JSON object"}, Fault{R"({"email":"a@b.c",)", "this is no JSON"},
        Fault{R"({"email":"a@example.org","email":"b@example.org"})", "this is no JSON object"},
        Fault{R"({})", "email: there is none"}, Fault{R"({"email":"canary"})", "email: this is"},
        Fault{R"({"email":7})", "email: this is no text"},
        Fault{R"({"email":"a@example.org","pasword_hash":"canary"})", "members: there is one"},
        Fault{R"({"email":"a@example.org","email_verified":"canary"})", "email_verified: "},
        Fault{R"({"email":"a@example.org","id":""})", "id: "},
        Fault{R"({"email":"a@example.org","id":"canary@example.org"})", "id: "},
        Fault{R"({"email":"a@example.org","id":"../canary"})", "id: "},
        Fault{R"({"email":"a@example.org","username":"can ary"})", "username: "},
        Fault{R"({"email":"a@example.org","roles":"admin"})", "roles: this is no list"},
        Fault{R"({"email":"a@example.org","roles":[7]})", "roles: this is no list of texts"},
        Fault{R"({"email":"a@example.org","roles":["can ary"]})", "roles: a role is"},
        Fault{R"({"email":"a@example.org","claims":{"sub":"canary"}})", "claims: "},
        Fault{R"({"email":"a@example.org","claims":{"x":7}})", "claims: "},
        Fault{R"({"email":"a@example.org","claims":["canary"]})", "claims: this is no object"},
        Fault{R"({"email":"a@example.org","name":"A","claims":{"name":"B"}})", "name: it is"},
        Fault{R"({"email":"a@example.org","disabled":"no"})", "disabled: "},
        Fault{R"({"email":"a@example.org","created_at":"yesterday"})", "created_at: "},
        Fault{R"({"email":"a@example.org","created_at":-1})", "created_at: "},
        Fault{R"({"email":"a@example.org","created_at":253402300800})", "created_at: "},
        Fault{R"({"email":"a@example.org","password_hash":7})", "password_hash: "}));

TEST(UserIdOfElsewhere, IsOneTo255HarmlessCharacters) {
  EXPECT_TRUE(is_user_id("42"));
  for (const auto* place : {".", "..", "me", "invites"}) EXPECT_FALSE(is_user_id(place)) << place;
  EXPECT_TRUE(is_user_id("auth0|60425dc43519d90068f82973"));
  EXPECT_TRUE(is_user_id(std::string(255, 'x')));
  EXPECT_FALSE(is_user_id(std::string(256, 'x')));
  for (const auto* text : {"", " ", "a b", "a\"b", "a\\b", "a/b", "a@b", "a\x7f", "ä"}) {
    EXPECT_FALSE(is_user_id(text)) << text;
  }
}

TEST(Auth0Row, OfADatabaseConnection) {
  const auto row = row_of(ImportFormat::auth0, R"({
    "_id": {"$oid": "60425dc43519d90068f82973"}, "email_verified": false,
    "email": "test2@example.com", "passwordHash": "$2b$10$C9hB01",
    "password_set_date": {"$date": "2021-03-05T16:35:16.775Z"}, "tenant": "dev-x",
    "connection": "Username-Password-Authentication", "_tmp_is_unique": true})");
  EXPECT_EQ(row, (UserRow{.id = UserId("auth0|60425dc43519d90068f82973"),
                          .email = "test2@example.com",
                          .password = PasswordHash("$2b$10$C9hB01")}));
}

TEST(Auth0Row, OfAnExportJob) {
  const auto row = row_of(ImportFormat::auth0, R"({
    "user_id": "google-oauth2|1", "email": "a@example.org", "email_verified": true,
    "name": "a@example.org", "nickname": "a", "blocked": true, "app_metadata": {"x": [1]},
    "created_at": "2021-03-05T16:35:16.775Z"})");
  EXPECT_EQ(row, (UserRow{.id = UserId("google-oauth2|1"),
                          .email = "a@example.org",
                          .email_verified = true,
                          .claims = {{"nickname", "a"}},
                          .disabled = true,
                          .created_at = Instant(seconds(1'614'962'116))}));
}

TEST(DjangoRow, OfAuthUser) {
  const auto row = row_of(ImportFormat::django, R"({
    "model": "auth.user", "pk": 7, "fields": {
      "password": "pbkdf2_sha256$600000$salt$aGFzaA==", "last_login": null, "is_superuser": true,
      "username": "ann", "first_name": "Ann", "last_name": "", "email": "ann@example.org",
      "is_staff": true, "is_active": true, "date_joined": "2024-01-01T00:00:00Z", "groups": [1],
      "user_permissions": []}})");
  EXPECT_EQ(row, (UserRow{.id = UserId("7"),
                          .email = "ann@example.org",
                          .username = "ann",
                          .claims = {{"given_name", "Ann"}},
                          .created_at = Instant(seconds(1'704'067'200)),
                          .password = PasswordHash("pbkdf2_sha256$600000$salt$aGFzaA==")}));
}

UserRow django_with(const std::string& member) {
  return row_of(ImportFormat::django,
                R"({"model":"accounts.customuser","pk":"k","fields":{"email":"a@example.org",)" +
                    member + "}}");
}

TEST(DjangoRow, PasswordsThatNeedAnotherForm) {
  const auto hash_of = [](const char* text) {
    return django_with(std::string(R"("password":")") + text + '"').password;
  };
  EXPECT_EQ(hash_of("!Xu5b"), std::nullopt);
  EXPECT_EQ(hash_of(""), std::nullopt);
  EXPECT_EQ(hash_of("argon2$argon2id$v=19$x"), PasswordHash("$argon2id$v=19$x"));
  EXPECT_EQ(hash_of("bcrypt$$2b$12$x"), PasswordHash("$2b$12$x"));
  EXPECT_EQ(hash_of("bcrypt_sha256$$2b$12$x"), PasswordHash("bcrypt_sha256$$2b$12$x"));
}

TEST(DjangoRow, TimesWithoutZoneAndTheInactive) {
  const auto row = django_with(R"("date_joined":"2024-01-01T00:00:00","is_active":false)");
  EXPECT_EQ(row.created_at, Instant(seconds(1'704'067'200)));
  EXPECT_TRUE(row.disabled);
  EXPECT_EQ(row.id, UserId("k"));
  EXPECT_FALSE(django_with(R"("is_active":true)").disabled);
}

TEST(DjangoRow, OtherModelsAreIgnored) {
  const auto row =
      read_user_row(ImportFormat::django, R"({"model":"auth.group","pk":1,"fields":{"name":"x"}})");
  ASSERT_TRUE(row);
  EXPECT_EQ(*row, std::nullopt);
  EXPECT_TRUE(
      fault_of_record(ImportFormat::django, R"({"email":"a@example.org"})").starts_with("model: "));
}

TEST(FirebaseRow, CarriesHowItsProjectHashes) {
  const auto config = read_firebase_hash_config(
      "hash_config {\n  algorithm: SCRYPT,\n  base64_signer_key: a2V5,\n"
      "  base64_salt_separator: Bw==,\n  rounds: 8,\n  mem_cost: 14,\n}\n");
  ASSERT_TRUE(config) << config.error();
  const auto* record = R"({
    "localId": "Zx1", "email": "a@example.org", "emailVerified": true, "passwordHash": "-_8=",
    "salt": "c2FsdA==", "displayName": "Ann", "lastSignedInAt": "1", "providerUserInfo": [],
    "createdAt": "1704067200123", "disabled": true})";
  EXPECT_EQ(
      row_of(ImportFormat::firebase, record, *config),
      (UserRow{.id = UserId("Zx1"),
               .email = "a@example.org",
               .email_verified = true,
               .claims = {{"name", "Ann"}},
               .disabled = true,
               .created_at = Instant(seconds(1'704'067'200)),
               .password = PasswordHash("$firebase-scrypt$ln=14,r=8,sep=Bw,key=a2V5$c2FsdA$+/8")}));
  EXPECT_TRUE(
      fault_of_record(ImportFormat::firebase, record).starts_with("passwordHash: it needs"));
}

TEST(FirebaseHashConfig, NamesWhatIsWrongAndNeverTheKey) {
  const std::string good = "base64_signer_key: Y2FuYXJ5\nbase64_salt_separator: Bw==\n";
  EXPECT_TRUE(read_firebase_hash_config(good + "rounds: 8\nmem_cost: 14"));
  for (const auto& [text, told] : {std::pair<std::string, const char*>{"canary", "a line is no"},
                                   {"rounds: 8\nrounds: 8\n", "a line is no"},
                                   {"algorithm: canary\n", "algorithm: "},
                                   {"base64_signer_key: c!nary\n", "base64_signer_key: "},
                                   {good + "rounds: 9\nmem_cost: 14\n", "rounds: "},
                                   {good + "rounds: 0\nmem_cost: 14\n", "rounds: "},
                                   {good + "rounds: 8\nmem_cost: 15\n", "mem_cost: "},
                                   {good + "rounds: 8\n", "mem_cost: "}}) {
    const auto config = read_firebase_hash_config(text);
    ASSERT_FALSE(config) << text;
    EXPECT_TRUE(config.error().starts_with(told)) << config.error();
    EXPECT_FALSE(config.error().contains("canary"));
  }
}

}  // namespace
}  // namespace chancery
