// MAIL_URL, MAIL_FROM and MAIL_PASSWORD: what they may be, and what goes with what.

#include <gtest/gtest.h>

#include "app/settings/parse.hpp"

namespace chancery {
namespace {

using Environment = std::map<std::string, std::string>;
using Security = MailServer::Security;

std::expected<Settings, Complaint> load(Environment environment) {
  return load_settings({.environment = std::move(environment)});
}

TEST(MailSettings, AServerIsReadWithItsSchemesPortAndSecurity) {
  const std::pair<const char*, MailServer> cases[]{
      {"smtp://mail.example.com", {"mail.example.com", 587, Security::starttls}},
      {"smtp://mail.example.com:25/", {"mail.example.com", 25, Security::starttls}},
      {"smtps://mail.example.com", {"mail.example.com", 465, Security::tls}},
      {"smtps://[2001:db8::1]:4650", {"[2001:db8::1]", 4650, Security::tls}},
      {"smtp+plain://mailpit:1025", {"mailpit", 1025, Security::none}},
      {"smtp+plain://relay.example.com", {"relay.example.com", 25, Security::none}},
      {"smtp://localhost:1025", {"localhost", 1025, Security::none}},
      {"smtp://127.0.0.1:1025", {"127.0.0.1", 1025, Security::none}},
      {"smtps://localhost", {"localhost", 465, Security::tls}},
      {"smtp://ann@mail.example.com", {"mail.example.com", 587, Security::starttls, "ann"}},
      {"smtp://ann%40example.com@mail.example.com:587",
       {"mail.example.com", 587, Security::starttls, "ann@example.com"}},
      {"smtp://ann@localhost", {"localhost", 587, Security::none, "ann"}},
  };
  for (const auto& [text, server] : cases) {
    const auto url = settings::parse_mail_url(text);
    ASSERT_TRUE(url) << text << ": " << url.error().message;
    EXPECT_EQ(std::get<MailServer>(*url), server) << text;
  }
}

TEST(MailSettings, AFolderAndTheConsoleAreRead) {
  EXPECT_EQ(settings::parse_mail_url("file:/var/tmp/mail"), MailUrl(MailFolder{"/var/tmp/mail"}));
  EXPECT_EQ(settings::parse_mail_url("file:mail"), MailUrl(MailFolder{"mail"}));
  EXPECT_EQ(settings::parse_mail_url("console:"), MailUrl(MailConsole{}));
}

TEST(MailSettings, B100_WhatIsNoUrlIsRefusedAndNeverRepeated) {
  const std::pair<const char*, const char*> cases[]{
      {"mail.canary.example", "is no mail URL"},
      {"http://mail.canary.example", "is no mail URL"},
      {"smtp:mail.canary.example", "is no mail URL"},
      {"smtp://", "is no mail URL"},
      {"smtp://canary:99999", "is no mail URL"},
      {"smtp://canary:0", "is no mail URL"},
      {"console:canary", "is no mail URL"},
      {"smtp://canary/path", "has something behind the mail server's host and port"},
      {"smtp://canary?tls=off", "has something behind the mail server's host and port"},
      {"smtp://canary#x", "has something behind the mail server's host and port"},
      {"smtp://ann:canary@mail.example.com", "holds a password"},
      {"smtp+plain://canary@mail.example.com",
       "has a user name without TLS, and a password would go in the open"},
      {"file:", "names no folder"},
      {"file://canary/mail", "names no folder"},
  };
  for (const auto& [text, message] : cases) {
    const auto url = settings::parse_mail_url(text);
    ASSERT_FALSE(url) << text;
    EXPECT_EQ(url.error().message, message) << text;
    EXPECT_FALSE(url.error().hint.empty()) << text;
    EXPECT_EQ((url.error().message + url.error().hint).find("canary"), std::string::npos);
  }
}

TEST(MailSettings, ASenderIsAnAddressWithANameOrWithout) {
  const std::pair<const char*, MailSender> cases[]{
      {"no-reply@example.com", {"", "no-reply@example.com"}},
      {"Example <No-Reply@example.com>", {"Example", "No-Reply@example.com"}},
      {"\"Example, Inc.\" <a@example.com>", {"Example, Inc.", "a@example.com"}},
      {"<a@example.com>", {"", "a@example.com"}},
      {"a < b <a@example.com>", {"a < b", "a@example.com"}},
  };
  for (const auto& [text, sender] : cases) {
    EXPECT_EQ(settings::parse_mail_sender(text), sender) << text;
  }
  for (const auto* text : {"example.com", "a@localhost", "Example a@example.com", "Example <a@b>",
                           "Example <a@example.com> x", "<>", "a@example.com, b@example.com"}) {
    const auto sender = settings::parse_mail_sender(text);
    ASSERT_FALSE(sender) << text;
    EXPECT_EQ(sender.error().message, '"' + std::string(text) + "\" is no sender");
  }
}

TEST(MailSettings, GoTogether) {
  EXPECT_FALSE(load({})->mail);
  const auto bare = load({{"CHANCERY_MAIL_URL", "console:"}});
  ASSERT_TRUE(bare);
  EXPECT_EQ(bare->mail->from, (MailSender{"", "chancery@localhost"}));
  const auto full = load({{"CHANCERY_MAIL_URL", "smtps://ann@mail.example.com"},
                          {"CHANCERY_MAIL_FROM", "Example <no-reply@example.com>"},
                          {"CHANCERY_MAIL_PASSWORD", "pass word"}});
  ASSERT_TRUE(full) << full.error().message;
  EXPECT_EQ(full->mail->from, (MailSender{"Example", "no-reply@example.com"}));
  EXPECT_EQ(full->mail->password->reveal(), "pass word");

  const std::pair<Environment, const char*> cases[]{
      {{{"CHANCERY_MAIL_FROM", "a@example.com"}}, "MAIL_FROM is given without MAIL_URL"},
      {{{"CHANCERY_MAIL_PASSWORD", "p"}}, "MAIL_PASSWORD is given without MAIL_URL"},
      {{{"CHANCERY_MAIL_URL", "smtp://mail.example.com"}}, "MAIL_FROM is needed to send mail"},
      {{{"CHANCERY_MAIL_URL", "smtp://ann@mail.example.com"},
        {"CHANCERY_MAIL_FROM", "a@example.com"}},
       "MAIL_PASSWORD is needed for the user in MAIL_URL"},
      {{{"CHANCERY_MAIL_URL", "smtp://mail.example.com"},
        {"CHANCERY_MAIL_FROM", "a@example.com"},
        {"CHANCERY_MAIL_PASSWORD", "p"}},
       "MAIL_PASSWORD is given, but MAIL_URL has no user"},
      {{{"CHANCERY_MAIL_URL", "console:"}, {"CHANCERY_MAIL_PASSWORD", "p"}},
       "MAIL_PASSWORD is given, but MAIL_URL has no user"},
  };
  for (const auto& [environment, message] : cases) {
    const auto settings = load(environment);
    ASSERT_FALSE(settings) << message;
    EXPECT_EQ(settings.error().message, message);
  }
}

TEST(MailSettings, MayBeEmptyForNone) {
  const auto settings = load({{"CHANCERY_MAIL_URL", ""}, {"CHANCERY_MAIL_FROM", ""}});
  ASSERT_TRUE(settings) << settings.error().message;
  EXPECT_FALSE(settings->mail);
}

TEST(MailSettings, PercentEscapesAreTakenBack) {
  const std::pair<const char*, const char*> cases[]{
      {"", ""},       {"a", "a"},       {"%41%62", "Ab"}, {"%", "%"},    {"%4", "%4"},
      {"%4x", "%4x"}, {"%25%32", "%2"}, {"a%40", "a@"},   {"%%41", "%A"}};
  for (const auto& [text, decoded] : cases) {
    EXPECT_EQ(settings::percent_decoded(text), decoded) << text;
  }
}

}  // namespace
}  // namespace chancery
