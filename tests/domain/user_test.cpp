#include "domain/user.hpp"

#include <gtest/gtest.h>

namespace chancery {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;

using Canonical = std::optional<LoginName> (*)(std::string_view);

void expect_canonical(Canonical canonical, const std::string& text, const std::string& expected) {
  const auto login = canonical(text);
  ASSERT_TRUE(login.has_value()) << testing::PrintToString(text);
  EXPECT_EQ(login->value(), expected);
}

TEST(CanonicalEmail, FoldsToLowerCase) {
  expect_canonical(canonical_email, "Ada@Example.ORG", "ada@example.org");
  expect_canonical(canonical_email, "a@b.c", "a@b.c");
  expect_canonical(canonical_email, "a.b+tag@mail.x-y.example", "a.b+tag@mail.x-y.example");
  expect_canonical(canonical_email, "!#$%&'*+-/=?^_`{|}~@x.example",
                   "!#$%&'*+-/=?^_`{|}~@x.example");
  expect_canonical(canonical_email, "ada@xn--bcher-kva.example", "ada@xn--bcher-kva.example");
}

TEST(CanonicalEmail, RefusesWhatIsNoDotAtomAtAHost) {
  for (const auto& text : {""s,
                           "@"s,
                           "ada"s,
                           "ada@"s,
                           "@example.org"s,
                           "ada@example"s,
                           "ada@.org"s,
                           "ada@example."s,
                           "ada@exa..mple.org"s,
                           "ada@-example.org"s,
                           "ada@example.org-"s,
                           "ada@example-.org"s,
                           "ada@a.-b.org"s,
                           "ada@exa_mple.org"s,
                           ".ada@example.org"s,
                           "ada.@example.org"s,
                           "a..b@example.org"s,
                           "a b@example.org"s,
                           "\"a b\"@example.org"s,
                           "ada@[127.0.0.1]"s,
                           "a@b@example.org"s,
                           "ada@example.org\n"s,
                           " ada@example.org"s,
                           "ada@example.org "s,
                           "ada\0@example.org"s,
                           "Ada <ada@example.org>"s,
                           "ada@example.org,eve@example.org"s}) {
    EXPECT_FALSE(canonical_email(text).has_value()) << testing::PrintToString(text);
  }
}

TEST(CanonicalEmail, B85_KeepsTheLengthsOfRfc5321) {
  const auto local = [](std::size_t length) { return std::string(length, 'a') + "@example.org"; };
  EXPECT_TRUE(canonical_email(local(64)).has_value());
  EXPECT_FALSE(canonical_email(local(65)).has_value());
  const auto label = [](std::size_t length) { return "a@" + std::string(length, 'b') + ".org"; };
  EXPECT_TRUE(canonical_email(label(63)).has_value());
  EXPECT_FALSE(canonical_email(label(64)).has_value());
  const auto whole = [](std::size_t length) {
    const std::string part = std::string(61, 'b') + ".";
    const std::string start = "a@" + part + part + part + part;
    return start + std::string(length - start.size(), 'c');
  };
  EXPECT_TRUE(canonical_email(whole(254)).has_value());
  EXPECT_FALSE(canonical_email(whole(255)).has_value());
  EXPECT_FALSE(canonical_email(whole(300)).has_value());
}

TEST(CanonicalUsername, FoldsToLowerCase) {
  expect_canonical(canonical_username, "Ada", "ada");
  expect_canonical(canonical_username, "a", "a");
  expect_canonical(canonical_username, "7", "7");
  expect_canonical(canonical_username, "Ada.Lovelace_1815-x", "ada.lovelace_1815-x");
  expect_canonical(canonical_username, std::string(64, 'Z'), std::string(64, 'z'));
}

TEST(CanonicalUsername, B85_LookAlikesInvisiblesAndSpacesCannotOccur) {
  for (const auto& text :
       {"\xd0\x90"
        "dmin"s,
        "admin\xe2\x80\x8b"s, "admin "s, " admin"s, "ad min"s, "\xc4\xb0"s, "\xc4\xb1"s,
        "admin\xcc\x81"s, "admin\0"s, "ad\0min"s, "admin\n"s, "\xff"s,
        "\xef\xbc\xa1"
        "dmin"s,
        "adm\xc2\xadin"s}) {
    EXPECT_FALSE(canonical_username(text).has_value()) << testing::PrintToString(text);
    EXPECT_FALSE(canonical_login(text).has_value()) << testing::PrintToString(text);
  }
}

TEST(CanonicalUsername, B85_RefusesEveryOtherText) {
  for (const auto& text :
       {""s, "."s, "-"s, "_"s, ".ada"s, "ada."s, "-ada"s, "ada-"s, "ada_"s, "a@b"s, "ada+x"s,
        "ada'--"s, "a/b"s, std::string(65, 'a'), std::string(4096, 'a')}) {
    EXPECT_FALSE(canonical_username(text).has_value()) << text;
  }
}

TEST(CanonicalLogin, TakesEitherOfTheTwo) {
  expect_canonical(canonical_login, "Ada", "ada");
  expect_canonical(canonical_login, "Ada@Example.org", "ada@example.org");
  EXPECT_FALSE(canonical_login("ada@").has_value());
  EXPECT_FALSE(canonical_login("").has_value());
}

User user() {
  User made{.id = UserId("user"), .email = "ada@example.org"};
  made.epoch = 41;
  made.version = 7;
  made.created_at = Instant{100s};
  made.updated_at = Instant{200s};
  return made;
}

TEST(DisabledUser, HasAnotherEpochAndKeepsItWhenEnabledAgain) {
  const auto off = disabled(user(), Instant{300s});
  EXPECT_TRUE(off.disabled);
  EXPECT_EQ(off.epoch, 42);
  EXPECT_EQ(off.updated_at, Instant{300s});
  const auto on = enabled(off, Instant{400s});
  EXPECT_FALSE(on.disabled);
  EXPECT_EQ(on.epoch, 42);
  EXPECT_EQ(on.updated_at, Instant{400s});
}

TEST(LoggedOutEverywhere, MovesTheEpochAndNothingElse) {
  auto expected = user();
  expected.epoch = 42;
  expected.updated_at = Instant{300s};
  EXPECT_EQ(logged_out_everywhere(user(), Instant{300s}), expected);
}

}  // namespace
}  // namespace chancery
