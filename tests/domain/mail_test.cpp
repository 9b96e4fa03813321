#include "domain/mail.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace chancery {
namespace {

using namespace std::chrono_literals;

Mail mail_of(MailKind kind, std::int64_t attempts) {
  return {.id = MailId("m"),
          .kind = kind,
          .to = "ann@example.org",
          .created_at = Instant(0s),
          .attempts = attempts};
}

TEST(Mail, IsTriedAgainLaterAndLater) {
  const std::pair<std::int64_t, Lifetime> cases[]{
      {0, 1s},     {1, 1s},     {2, 2s},     {3, 4s},
      {12, 2048s}, {13, 3600s}, {14, 3600s}, {std::numeric_limits<std::int64_t>::max(), 3600s}};
  const Instant now(5s);
  for (const auto& [attempts, pause] : cases) {
    EXPECT_EQ(next_attempt_at(mail_of(MailKind::invite, attempts), now), now + pause) << attempts;
  }
}

TEST(Mail, IsGivenUpWhenItsTimeIsOver) {
  for (const auto kind : mail_kinds) {
    const auto mail = mail_of(kind, 1);
    const Instant end = mail.created_at + mail_lifetime(kind);
    EXPECT_EQ(next_attempt_at(mail, end - 2s), end - 1s) << name(kind);
    EXPECT_EQ(next_attempt_at(mail, end - 1s), std::nullopt) << name(kind);
    EXPECT_LE(mail_lifetime(kind), longest_mail_lifetime);
  }
}

TEST(Mail, KindsAreReadByTheirNames) {
  for (const auto kind : mail_kinds) EXPECT_EQ(parse_mail_kind(name(kind)), kind);
  for (const auto* other : {"", "verify", "VERIFY_EMAIL", "verify_email "}) {
    EXPECT_EQ(parse_mail_kind(other), std::nullopt);
  }
}

}  // namespace
}  // namespace chancery
