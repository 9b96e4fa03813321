// What may be a password, whoever sets it, and what becomes of its hash.

#include <fstream>

#include "adapters/blocklist/filter_builder.hpp"
#include "adapters/blocklist/password_key.hpp"
#include "tests/e2e/api_fixture.hpp"
#include "tests/support/temporary_folder.hpp"

namespace chancery::test {
namespace {

class PasswordsTest : public ApiTest {
 protected:
  HttpResponse sign_up(const std::string& name, const std::string& chosen) {
    return send("POST", "/auth/register",
                R"({"email":")" + name + R"(@example.org","password":")" + chosen + R"("})");
  }
  std::string stored_hash(const std::string& login) {
    const auto found = running.authority().users.find_by_login(LoginName(login));
    return found.value().password.value().value();
  }
};

/// The same text as one keyboard and as another types it, in JSON.
constexpr const char* composed = R"(caf\u00e9 au lait)";
constexpr const char* decomposed = R"(cafe\u0301 au lait)";

TEST_F(PasswordsTest, B84_APasswordIsTheSameHoweverItIsTyped) {
  ASSERT_EQ(sign_up("nfc", composed).status, 201);
  ASSERT_EQ(sign_up("nfd", decomposed).status, 201);
  for (const auto* typed : {composed, decomposed}) {
    EXPECT_EQ(log_in("nfc@example.org", typed).status, 200);
    EXPECT_EQ(log_in("nfd@example.org", typed).status, 200);
  }
  EXPECT_EQ(log_in("nfc@example.org", "cafe au lait").status, 401);
  const auto form = running.ask(post_form("/oauth2/token",
                                          "grant_type=password&username=nfc@example.org"
                                          "&password=cafe%CC%81+au+lait",
                                          app_credentials()));
  EXPECT_EQ(form.status, 200);

  const auto token = log_in("nfc@example.org", decomposed).text("access_token");
  EXPECT_EQ(send("PUT", "/users/me/password",
                 R"({"current_password":")" + std::string(decomposed) +
                     R"(","new_password":"cre\u0300me bru\u0302le\u0301e"})",
                 token)
                .status,
            204);
  EXPECT_EQ(log_in("nfc@example.org", R"(cr\u00e8me br\u00fbl\u00e9e)").status, 200);
}

TEST_F(PasswordsTest, B84_EveryByteUpToOneKibibyteCounts) {
  std::string longest;
  while (longest.size() < 1024) longest += "horse-tail";
  longest.resize(1024);
  ASSERT_EQ(sign_up("long", longest).status, 201);
  EXPECT_EQ(log_in("long@example.org", longest).status, 200);
  EXPECT_EQ(log_in("long@example.org", longest.substr(0, 1023)).status, 401);
  EXPECT_EQ(log_in("long@example.org", longest.substr(0, 72)).status, 401);
  EXPECT_EQ(log_in("long@example.org", longest + "x").status, 401);
  EXPECT_EQ(problem(sign_up("longer", longest + "x")), "422 invalid");

  ASSERT_EQ(sign_up("spaces", "  spaces count  ").status, 201);
  EXPECT_EQ(log_in("spaces@example.org", "spaces count").status, 401);
  EXPECT_EQ(problem(sign_up("nul", R"(before\u0000after)")), "400 unreadable");
}

TEST_F(PasswordsTest, WhatIsGuessedFirstIsRefusedAndNotRepeated) {
  for (const std::string chosen : {"short77", "aaaaaaaaaa", "12345678", "Password", "Sunshine2024!",
                                   "guessable@example.org", "chancery!!"}) {
    const auto answer = sign_up("guessable", chosen);
    EXPECT_EQ(problem(answer), "422 invalid") << chosen;
    EXPECT_NE(answer.body.find(R"("errors":[{"field":"password","code":"weak"}])"),
              std::string::npos)
        << answer.body;
    EXPECT_EQ(answer.body.find(chosen), std::string::npos);
  }
  EXPECT_EQ(sign_up("guessable", "4 horses, 1 staple").status, 201);
}

TEST_F(PasswordsTest, AStolenOneIsRefusedOnceTheFilterHasIt) {
  const TemporaryFolder folder;
  const auto path = folder.file("passwords.filter");
  blocklist::FilterBuilder builder(path);
  builder.add(blocklist::password_key("caf\u00e9 au lait"));
  builder.finish();

  ASSERT_EQ(sign_up("before", composed).status, 201);
  running.restart([&](Settings& settings) { settings.password_filter = path; });
  EXPECT_EQ(problem(sign_up("after", composed)), "422 invalid");
  EXPECT_EQ(problem(sign_up("after", decomposed)), "422 invalid");
  // Who had it before goes on.
  EXPECT_EQ(log_in("before@example.org", composed).status, 200);

  std::ofstream(path) << "something else";
  const auto broken = sign_up("after", "4 horses, 1 staple");
  EXPECT_EQ(broken.status, 503);
  EXPECT_EQ(log_in("before@example.org", composed).status, 200);
}

TEST_F(PasswordsTest, AnotherCostOrPepperReachesAHashAtTheNextLogin) {
  const auto plain = stored_hash("ada");
  EXPECT_TRUE(plain.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  running.restart([](Settings& settings) { settings.hash_passes = 3; });
  EXPECT_EQ(log_in("ada", "not the password").status, 401);
  EXPECT_EQ(stored_hash("ada"), plain);
  const auto token = log_in("ada").text("access_token");
  EXPECT_TRUE(stored_hash("ada").starts_with("$argon2id$v=19$m=19456,t=3,p=1$"));
  // No login ended with it.
  EXPECT_EQ(show("/users/me", token).status, 200);

  const std::string pepper = "q83vASNFZ4mrze8BI0Vnibz+/4n6zdBhRkJVsyJZ1Po=";
  running.restart([&](Settings& settings) { settings.password_pepper = Secret(pepper); });
  EXPECT_EQ(log_in("ada").status, 200);
  const auto peppered = stored_hash("ada");
  EXPECT_TRUE(peppered.starts_with("$peppered$"));
  EXPECT_EQ(log_in("ada").status, 200);
  EXPECT_EQ(stored_hash("ada"), peppered);

  running.restart([](Settings& settings) { settings.password_pepper = std::nullopt; });
  EXPECT_EQ(log_in("ada").status, 401);
  running.restart([&](Settings& settings) { settings.password_pepper = Secret("," + pepper); });
  EXPECT_EQ(log_in("ada").status, 200);
  EXPECT_TRUE(stored_hash("ada").starts_with("$argon2id$"));
}

}  // namespace
}  // namespace chancery::test
