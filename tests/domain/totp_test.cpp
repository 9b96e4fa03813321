// Time-based one-time passwords: the periods, the codes of RFC 4226, and what authenticator apps
// are given.

#include "domain/totp.hpp"

#include <gtest/gtest.h>

namespace chancery {
namespace {

using namespace std::chrono_literals;

std::string unhexed(std::string_view hex) {
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    out += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  }
  return out;
}

TEST(TotpStep, IsThePeriodThatTheInstantLiesIn) {
  const struct {
    std::int64_t seconds;
    std::int64_t step;
  } rows[] = {{0, 0},
              {29, 0},
              {30, 1},
              {59, 1},
              {60, 2},
              {1'111'111'109, 0x23523EC},
              {20'000'000'000, 0x27BC86AA}};
  for (const auto& row : rows) {
    EXPECT_EQ(totp_step(Instant(Lifetime(row.seconds))), row.step) << row.seconds;
  }
}

TEST(TotpStep, B87_OnePeriodBeforeAndOneBehindAreBelievedAndNoMore) {
  EXPECT_EQ(believed_totp_steps(Instant(299s)), (std::array<std::int64_t, 3>{9, 8, 10}));
  EXPECT_EQ(believed_totp_steps(Instant(300s)), (std::array<std::int64_t, 3>{10, 9, 11}));
}

TEST(TotpMessage, IsTheStepInEightBytes) {
  EXPECT_EQ(totp_message(0), std::string(8, '\0'));
  EXPECT_EQ(totp_message(0x0123456789), unhexed("0000000123456789"));
}

// RFC 4226, appendix D: the HMACs of the counters 0 to 9 under "12345678901234567890".
TEST(TotpCode, IsWhatRfc4226Truncates) {
  const struct {
    const char* mac;
    const char* code;
  } rows[] = {{"cc93cf18508d94934c64b65d8ba7667fb7cde4b0", "755224"},
              {"75a48a19d4cbe100644e8ac1397eea747a2d33ab", "287082"},
              {"0bacb7fa082fef30782211938bc1c5e70416ff44", "359152"},
              {"66c28227d03a2d5529262ff016a1e6ef76557ece", "969429"},
              {"a904c900a64b35909874b33e61c5938a8e15ed1c", "338314"},
              {"a37e783d7b7233c083d4f62926c7a25f238d0316", "254676"},
              {"bc9cd28561042c83f219324d3c607256c03272ae", "287922"},
              {"a4fb960c0bc06e1eabb804e5b397cdc4b45596fa", "162583"},
              {"1b3c89f65e6c9e883012052823443f048b4332db", "399871"},
              {"1637409809a679dc698207310c8c7fc07290d9e5", "520489"}};
  for (const auto& row : rows) EXPECT_EQ(totp_code(unhexed(row.mac)), row.code);
}

TEST(TotpCode, KeepsItsZerosInFront) {
  // Offset 15; 0x00000007.
  EXPECT_EQ(totp_code(unhexed("000000000000000000000000000000000000070f")), "000007");
}

TEST(ReadTotpCode, TakesSixDigitsAndSpaces) {
  for (const auto* typed : {"123456", "123 456", " 123456 ", "1 2 3 4 5 6"}) {
    const auto code = read_totp_code(typed);
    ASSERT_TRUE(code) << typed;
    EXPECT_EQ(code->reveal(), "123456");
  }
  for (const auto* typed :
       {"", "12345", "1234567", "12345a", "１２３４５６", "-12345", "123\t456"}) {
    EXPECT_FALSE(read_totp_code(typed)) << typed;
  }
}

TEST(TotpUri, IsWhatAuthenticatorAppsRead) {
  const Secret key("12345678901234567890");
  EXPECT_EQ(totp_uri(key, "id.example", "ann@example.org").reveal(),
            "otpauth://totp/id.example:ann%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
            "&issuer=id.example&algorithm=SHA1&digits=6&period=30");
  EXPECT_NE(totp_uri(key, "localhost:8080", "a&issuer=x#")
                .reveal()
                .find("localhost%3A8080:a%26issuer%3Dx%23?"),
            std::string::npos);
}

TEST(IssuerName, IsItsHost) {
  EXPECT_EQ(issuer_name(Issuer("https://id.example")), "id.example");
  EXPECT_EQ(issuer_name(Issuer("https://id.example:443/auth")), "id.example");
  EXPECT_EQ(issuer_name(Issuer("https://id.example:8443")), "id.example:8443");
  EXPECT_EQ(issuer_name(Issuer("http://localhost:8080")), "localhost:8080");
}

}  // namespace
}  // namespace chancery
