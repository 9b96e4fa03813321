// Mail goes out by SMTP: over TLS that is verified, with a failure that says whose fault it is, and
// with nothing in it that a log must not hold.

#include "adapters/mail/smtp_mailer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <thread>

#include "tests/adapters/mail/mail_server.hpp"
#include "tests/http/support/test_certificate.hpp"

namespace chancery::mail {
namespace {

using outbound::MailFailure;
using Blame = MailFailure::Blame;

const Sender from{.name = "Example", .address = "no-reply@id.example"};

outbound::Message message(const std::string& to = "ann@example.org") {
  return {.id = MailId("m1"),
          .created_at = Instant(std::chrono::seconds(1'700'000'000)),
          .to = to,
          .subject = "Hello",
          .text = "One\n.\n..two\n",
          .html = "<p>One</p>\n"};
}

class SmtpMailerTest : public testing::Test {
 protected:
  Manners over_tls(Manners manners) {
    manners.certificate = certificate.certificate();
    manners.key = certificate.key();
    return manners;
  }
  SmtpServer at(const MailServer& server, SmtpSecurity security) {
    return {.host = "localhost",
            .port = server.port(),
            .security = security,
            .authorities = certificate.certificate()};
  }
  static MailFailure failure(SmtpMailer& mailer) {
    const auto sent = mailer.send(message(), {});
    EXPECT_FALSE(sent);
    return sent ? MailFailure{} : sent.error();
  }
  MailFailure failure_at(const Manners& manners) {
    const MailServer server(manners);
    SmtpMailer mailer(at(server, SmtpSecurity::none), from);
    return failure(mailer);
  }

  http::TestCertificate certificate;
};

TEST_F(SmtpMailerTest, SendsAMessageWithItsDotsDoubled) {
  const MailServer server;
  SmtpMailer mailer(at(server, SmtpSecurity::none), from);
  ASSERT_TRUE(mailer.send(message(), {}));
  const auto heard = server.heard();
  ASSERT_EQ(heard.messages.size(), 1U);
  EXPECT_NE(heard.messages[0].find("\r\n\r\nOne\r\n..\r\n...two\r\n"), std::string::npos);
  EXPECT_TRUE(heard.messages[0].starts_with("From: \"Example\" <no-reply@id.example>\r\n"));
  ASSERT_GE(heard.lines.size(), 4U);
  EXPECT_EQ(heard.lines[0], "EHLO id.example");
  EXPECT_EQ(heard.lines[1], "MAIL FROM:<no-reply@id.example>");
  EXPECT_EQ(heard.lines[2], "RCPT TO:<ann@example.org>");
}

TEST_F(SmtpMailerTest, SendsTheNextOneOverTheSameConnection) {
  const MailServer server;
  SmtpMailer mailer(at(server, SmtpSecurity::none), from);
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(mailer.send(message(), {}));
  EXPECT_EQ(server.heard().messages.size(), 3U);
  EXPECT_EQ(server.heard().connections, 1);
}

TEST_F(SmtpMailerTest, BeginsTlsBeforeItSaysAnythingAndSignsIn) {
  for (const bool at_once : {false, true}) {
    const MailServer server(
        over_tls({.begins_with_tls = at_once, .offers_starttls = !at_once, .offers_auth = true}));
    auto options = at(server, at_once ? SmtpSecurity::tls : SmtpSecurity::starttls);
    options.user = "ann";
    options.password = Secret("pass word");
    SmtpMailer mailer(options, from);
    const auto sent = mailer.send(message(), {});
    ASSERT_TRUE(sent) << sent.error().reason;
    const auto heard = server.heard();
    EXPECT_EQ(heard.messages.size(), 1U);
    for (const auto& line : heard.lines) {
      const bool is_harmless = line == "EHLO id.example" || line == "STARTTLS";
      EXPECT_TRUE(line.starts_with("* ") || is_harmless) << line;
    }
    // NUL ann NUL pass word, in base64.
    EXPECT_NE(std::ranges::find(heard.lines, "* AGFubgBwYXNzIHdvcmQ="), heard.lines.end());
  }
}

TEST_F(SmtpMailerTest, AServerWithoutTlsGetsNoMail) {
  const MailServer server;
  SmtpMailer mailer(at(server, SmtpSecurity::starttls), from);
  EXPECT_EQ(failure(mailer).blame, Blame::server);
  for (const auto& line : server.heard().lines) EXPECT_FALSE(line.starts_with("MAIL")) << line;
}

TEST_F(SmtpMailerTest, WhatIsSaidBeforeTlsIsNotTakenForWhatFollows) {
  const MailServer server(over_tls(
      {.offers_starttls = true, .replies = {{"STARTTLS", "220 go on\r\n250 injected\r\n"}}}));
  SmtpMailer mailer(at(server, SmtpSecurity::starttls), from);
  EXPECT_EQ(failure(mailer).blame, Blame::server);
  EXPECT_TRUE(server.heard().messages.empty());
}

TEST_F(SmtpMailerTest, AServerThatCannotProveItsNameGetsNoMail) {
  const MailServer server(over_tls({.offers_starttls = true}));
  auto by_address = at(server, SmtpSecurity::starttls);
  by_address.host = "127.0.0.1";
  auto by_system = at(server, SmtpSecurity::starttls);
  by_system.authorities.clear();
  for (const auto& options : {by_address, by_system}) {
    SmtpMailer mailer(options, from);
    const auto failed = failure(mailer);
    EXPECT_EQ(failed.blame, Blame::server);
    EXPECT_EQ(failed.reason, "SSL peer certificate or SSH remote key was not OK");
  }
  EXPECT_TRUE(server.heard().messages.empty());
}

TEST_F(SmtpMailerTest, AFailureSaysWhoseFaultItIs) {
  struct Case {
    std::string command;
    std::string reply;
    Blame blame;
    std::string reason;
  };
  const Case cases[]{
      {"RCPT", "550 5.1.1 <ann@example.org> unknown\r\n", Blame::address, "550 5.1.1 to RCPT"},
      {"RCPT", "550 who is ann@example.org\r\n", Blame::address, "550 to RCPT"},
      {"RCPT", "550 5.7.1 no relaying for ann@example.org\r\n", Blame::message,
       "550 5.7.1 to RCPT"},
      {"RCPT", "554 5.7.1 relay access denied\r\n", Blame::message, "554 5.7.1 to RCPT"},
      {"RCPT", "450 4.2.0 come back later\r\n", Blame::message, "450 4.2.0 to RCPT"},
      {"RCPT", "452-full\r\n452 4.5.3 of ann@example.org\r\n", Blame::message, "452 4.5.3 to RCPT"},
      {"DATA", "451 4.3.0 not now\r\n", Blame::message, "451 4.3.0 to DATA"},
      {"message", "554 5.7.1 smells of ann@example.org\r\n", Blame::message, "554 5.7.1 to DATA"},
      {"MAIL", "550 5.7.1 not from there\r\n", Blame::server, "550 5.7.1 to MAIL"},
      {"greeting", "554 5.7.1 go away 192.0.2.1\r\n", Blame::server, "554 5.7.1"},
  };
  for (const auto& [command, reply, blame, reason] : cases) {
    const auto failed = failure_at({.replies = {{command, reply}}});
    EXPECT_EQ(failed.reason, "the mail server answers " + reason) << reply;
    EXPECT_EQ(failed.blame, blame) << reply;
  }
}

TEST_F(SmtpMailerTest, AServerThatGoesAwayIsOneThatIsAway) {
  for (const auto* command : {"greeting", "EHLO", "MAIL", "RCPT", "DATA", "message"}) {
    EXPECT_EQ(failure_at({.replies = {{command, ""}}}).blame, Blame::server) << command;
  }
  EXPECT_EQ(failure_at({.replies = {{"EHLO", "250-it ends in the middle"}}}).blame, Blame::server);
}

TEST_F(SmtpMailerTest, B100_ASenderWhoIsNotLetInLeavesNoPasswordInTheReason) {
  for (const auto* step : {"AUTH", "credentials"}) {
    const MailServer server(over_tls({.offers_starttls = true,
                                      .offers_auth = true,
                                      .replies = {{step, "535 5.7.8 AGFubgBwYXNz is wrong\r\n"}}}));
    auto options = at(server, SmtpSecurity::starttls);
    options.user = "ann";
    options.password = Secret("pass");
    SmtpMailer mailer(options, from);
    EXPECT_EQ(failure(mailer),
              (MailFailure{Blame::server, "the mail server answers 535 5.7.8 to AUTH"}))
        << step;
  }
}

TEST_F(SmtpMailerTest, NobodyThereIsAServerThatIsAway) {
  SmtpServer nobody{.host = "127.0.0.1", .port = 1, .security = SmtpSecurity::none};
  SmtpMailer mailer(nobody, from);
  EXPECT_EQ(failure(mailer), (MailFailure{Blame::server, "Couldn't connect to server"}));
}

TEST_F(SmtpMailerTest, AStopIsNotKeptWaitingByASilentServer) {
  std::promise<void> silent;
  std::promise<void> done;
  auto done_later = done.get_future();
  {
    const MailServer server({.replies = {{"message", ""}}, .before_reply = [&](const auto& name) {
                               if (name != "message") return;
                               silent.set_value();
                               done_later.wait();
                             }});
    SmtpMailer mailer(at(server, SmtpSecurity::none), from);
    std::stop_source stop;
    std::jthread stopper([&] {
      silent.get_future().wait();
      stop.request_stop();
    });
    const auto sent = mailer.send(message(), stop.get_token());
    done.set_value();
    ASSERT_FALSE(sent);
    EXPECT_EQ(sent.error(), (MailFailure{Blame::message, "the program ends"}));
  }
}

TEST_F(SmtpMailerTest, AProbeSignsInAndSendsNothing) {
  const MailServer server(over_tls({.offers_starttls = true, .offers_auth = true}));
  auto options = at(server, SmtpSecurity::starttls);
  options.user = "ann";
  options.password = Secret("pass");
  const auto probed = SmtpMailer(options, from).probe();
  ASSERT_TRUE(probed) << probed.error().reason;
  const auto heard = server.heard();
  EXPECT_NE(std::ranges::find(heard.lines, "* NOOP"), heard.lines.end());
  EXPECT_TRUE(std::ranges::none_of(heard.lines, [](auto& l) { return l.starts_with("* MAIL"); }));
  const auto refused = failure_at({.replies = {{"greeting", "421 4.3.2 not today\r\n"}}});
  EXPECT_EQ(refused.reason, "the mail server answers 421 4.3.2");
}

}  // namespace
}  // namespace chancery::mail
