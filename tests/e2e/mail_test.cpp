// A mail's way through the whole program: put in, sealed, sent, gone, and in no log.

#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "adapters/sql/database.hpp"
#include "adapters/sql/session.hpp"
#include "tests/adapters/mail/mail_server.hpp"
#include "tests/e2e/running.hpp"

namespace chancery::test {
namespace {

using mail::MailServer;

std::map<std::string, std::string> flags_to(const MailServer& server) {
  return {{"mail-url", "smtp://127.0.0.1:" + std::to_string(server.port())},
          {"mail-from", "Example <no-reply@id.example>"}};
}

Mail reset_mail(Authority& authority, const std::string& id) {
  const auto now = authority.clock.now();
  return {.id = MailId(id),
          .kind = MailKind::reset_password,
          .to = "canary-address@example.org",
          .locale = "de",
          .values = {{"link", authority.settings.issuer.value() + "/reset-password#canary-ticket"}},
          .created_at = now,
          .next_attempt_at = now};
}

std::vector<std::string> sealed_mails(Authority& authority) {
  static constexpr sql::Statement all("SELECT sealed FROM mails ORDER BY id");
  std::vector<std::string> sealed;
  for (auto& row : authority.database->query(all, {})) sealed.push_back(row.text());
  return sealed;
}

class MailTest : public testing::TestWithParam<Engine> {};
INSTANTIATE_TEST_SUITE_P(, MailTest, testing::Values(Engine::sqlite, Engine::postgresql),
                         [](const auto& engine) { return name(engine.param); });

TEST_P(MailTest, B100_IsSentByTheNodeAndStandsInTheClearNowhere) {
  std::promise<void> given;
  std::promise<void> looked;
  auto look = looked.get_future();
  const MailServer server({.before_reply = [&](const std::string& command) {
    if (command != "message") return;
    given.set_value();
    look.wait();
  }});
  Running running(flags_to(server), GetParam());
  auto& authority = running.authority();
  authority.mail_outbox.add(reset_mail(authority, "mail-1"));
  given.get_future().wait();
  const auto waiting = sealed_mails(authority);
  ASSERT_EQ(waiting.size(), 1U) << "it is there until the server has taken it";
  EXPECT_EQ(waiting[0].find("canary"), std::string::npos);
  looked.set_value();

  for (int i = 0; i < 1'000'000 && !sealed_mails(authority).empty(); ++i) {
    std::this_thread::yield();
  }
  EXPECT_TRUE(sealed_mails(authority).empty());
  const auto log = running.take_log();
  const auto heard = server.heard();
  ASSERT_EQ(heard.messages.size(), 1U);
  EXPECT_NE(heard.messages[0].find("Message-ID: <mail-1@id.example>"), std::string::npos);
  EXPECT_NE(heard.messages[0].find("/reset-password#canary-ticket"), std::string::npos);
  EXPECT_NE(heard.messages[0].find("Subject: =?UTF-8?B?"), std::string::npos) << "W\u00e4hlen ...";
  EXPECT_NE(log.find(R"("mail":"mail-1","kind":"reset_password")"), std::string::npos) << log;
  EXPECT_EQ(log.find("canary-"), std::string::npos);
}

}  // namespace
}  // namespace chancery::test
