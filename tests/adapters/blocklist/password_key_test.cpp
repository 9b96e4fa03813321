#include "adapters/blocklist/password_key.hpp"

#include <gtest/gtest.h>

namespace chancery::blocklist {
namespace {

const std::string of_password = "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8";

// sha1sum says so.
TEST(PasswordKey, IsTheBeginningOfSha1) {
  EXPECT_EQ(password_key("password"), 0x5baa61e4c9b93f3fU);
  EXPECT_EQ(password_key("abc"), 0xa9993e364706816aU);
  EXPECT_EQ(password_key(""), 0xda39a3ee5e6b4b0dU);
}

TEST(KeyOfSha1Line, ReadsTheFormsOfPublishedLists) {
  for (const auto& line : {of_password, of_password + ":9545824", of_password + ":0",
                           std::string("5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8")}) {
    EXPECT_EQ(key_of_sha1_line(line), password_key("password")) << line;
  }
}

TEST(KeyOfSha1Line, RefusesEverythingElse) {
  for (const auto& line :
       {std::string(), of_password.substr(1), of_password + "0", of_password + ":",
        of_password + ":x", of_password + ":1 ", of_password + ":-1", of_password + " 3",
        " " + of_password, "G" + of_password.substr(1), "0x" + of_password.substr(2),
        "-" + of_password.substr(1), "+" + of_password.substr(1)}) {
    EXPECT_EQ(key_of_sha1_line(line), std::nullopt) << line;
  }
}

TEST(KeyOfPasswordLine, IsThatOfTheNormalForm) {
  EXPECT_EQ(key_of_password_line("password"), password_key("password"));
  EXPECT_EQ(key_of_password_line("cafe\u0301 au lait"), password_key("caf\u00e9 au lait"));
  EXPECT_EQ(key_of_password_line(" spaces count "), password_key(" spaces count "));
}

TEST(KeyOfPasswordLine, LeavesOutWhatNobodyMayChooseAnyway) {
  for (const auto& line : {std::string(), std::string("seven77"), std::string(1025, 'x'),
                           std::string("latin-1 caf\xe9"), std::string("with\0nul", 8)}) {
    EXPECT_EQ(key_of_password_line(line), std::nullopt);
  }
}

}  // namespace
}  // namespace chancery::blocklist
