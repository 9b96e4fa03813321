// What mails say: in every language, of every kind, and never with a link to somewhere else.

#include "adapters/mail/letters.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "adapters/mail/built_in.hpp"

namespace chancery::mail {
namespace {

using templates::Catalogue;

const Issuer issuer("https://id.example");
const std::string link = "https://id.example/verify#ticket-&-more";

Mail mail_of(MailKind kind) {
  return {.id = MailId("m1"),
          .kind = kind,
          .to = "Ann@example.org",
          .values = {{"link", link}, {"name", "Ann"}}};
}

Letters built_in() { return Letters::make(issuer).value(); }

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(Letters, OfEveryKindSayTheSameInTextAndHtml) {
  auto letters = built_in();
  for (const auto* locale : {"", "en", "de-CH", "fr, de"}) {
    for (const auto kind : mail_kinds) {
      auto mail = mail_of(kind);
      mail.locale = locale;
      const auto message = letters.write(mail);
      ASSERT_TRUE(message) << name(kind);
      EXPECT_EQ(message->to, "Ann@example.org");
      EXPECT_FALSE(message->subject.empty());
      EXPECT_TRUE(has(message->text, "\n" + link + "\n")) << message->text;
      EXPECT_TRUE(has(message->html, "href=\"https://id.example/verify#ticket-&amp;-more\""));
      EXPECT_TRUE(has(message->text, "Ann,\n\n") && has(message->html, "Ann,</p>"));
      EXPECT_FALSE(has(message->text, "{") || has(message->html, "{{")) << message->text;
      EXPECT_FALSE(has(message->text, "\n\n\n")) << message->text;
    }
  }
}

TEST(Letters, AreInTheLanguageThatIsWanted) {
  auto letters = built_in();
  const std::pair<std::string, std::string> cases[]{
      {"", "Choose a new password"},
      {"it", "Choose a new password"},
      {"de-AT", "W\u00e4hlen Sie ein neues Passwort"},
      {"it, fr;q=0.9, en;q=0.8", "Choisissez un nouveau mot de passe"},
  };
  for (const auto& [locale, subject] : cases) {
    auto mail = mail_of(MailKind::reset_password);
    mail.locale = locale;
    EXPECT_EQ(letters.write(mail)->subject, subject) << locale;
  }
}

TEST(Letters, B82_NoMailLeadsAnywhereButToTheIssuer) {
  auto letters = built_in();
  for (const auto* elsewhere :
       {"https://evil.example/verify", "https://id.example", "https://id.example.evil.example/x",
        "https://id.example@evil.example/", "http://id.example/verify", "HTTPS://ID.EXAMPLE/x",
        "//id.example/x", "/verify", " https://id.example/verify"}) {
    for (const auto kind : mail_kinds) {
      auto mail = mail_of(kind);
      mail.values["link"] = elsewhere;
      EXPECT_EQ(letters.write(mail), std::nullopt) << elsewhere;
    }
  }
  auto with_path = Letters::make(Issuer("https://example.org/id")).value();
  auto mail = mail_of(MailKind::invite);
  mail.values["link"] = "https://example.org/other";
  EXPECT_FALSE(with_path.write(mail));
  mail.values["link"] = "https://example.org/id/invite";
  EXPECT_TRUE(with_path.write(mail));
}

TEST(Letters, ANoticeNeedsNoLinkAndATicketHasOne) {
  auto letters = built_in();
  for (const auto kind : mail_kinds) {
    auto mail = mail_of(kind);
    mail.values.erase("link");
    const bool is_notice = kind == MailKind::email_changed || kind == MailKind::password_changed ||
                           kind == MailKind::factor_changed;
    const auto message = letters.write(mail);
    EXPECT_EQ(message.has_value(), is_notice) << name(kind);
    if (!message) continue;
    EXPECT_FALSE(has(message->html, "href") || has(message->text, "\n\n\n")) << message->text;
  }
}

TEST(Letters, AnAddressThatIsNoneGetsNone) {
  auto letters = built_in();
  for (const auto* to : {"", "ann", "ann@example.org\r\nBcc: x@y.example", "<ann@example.org>",
                         "ann@example.org, eve@example.org", "a b@example.org"}) {
    auto mail = mail_of(MailKind::verify_email);
    mail.to = to;
    EXPECT_FALSE(letters.write(mail)) << to;
  }
}

TEST(Letters, SayWhatChangedOfTheSecondStep) {
  auto letters = built_in();
  auto mail = mail_of(MailKind::factor_changed);
  for (const auto* change : {"totp_added", "totp_removed", "passkey_added", "passkey_removed",
                             "recovery_codes_made", "recovery_code_used"}) {
    mail.values["change"] = change;
    const auto text = Catalogue::parse(english_texts())->at("change." + std::string(change));
    EXPECT_TRUE(has(letters.write(mail)->text, "\n\n" + text + "\n\n")) << change;
    EXPECT_TRUE(has(letters.write(mail)->html, text)) << change;
  }
  mail.values["change"] = "something new";
  EXPECT_FALSE(has(letters.write(mail)->text, "something new"));
}

TEST(GreetedName, IsANameAndNoMessageOfSomebodyElse) {
  for (const auto* name : {"Ann", "Ann M\xc3\xbcller", "Ann B. Miller", "J. R. R. Tolkien",
                           "\xe6\x9d\x8e\xe5\xb0\x8f\xe9\xbe\x99", "O'Brien-Smith, Jr."}) {
    EXPECT_EQ(greeted_name(name), name);
  }
  for (const auto& other : {std::string("you won: evil.example"),
                            std::string("http"
                                        "s://x"),
                            std::string("evil.example"), std::string("a@b"),
                            std::string("<b>Ann</b>"), std::string("Ann\nBcc: x"),
                            std::string("\xe2\x80\xae"
                                        "nnA"),
                            std::string("\xff"), std::string(61, 'a')}) {
    EXPECT_EQ(greeted_name(other), "") << other;
  }
  EXPECT_EQ(greeted_name(std::string(60, 'a')), std::string(60, 'a'));
  auto mail = mail_of(MailKind::verify_email);
  mail.values["name"] = "see evil.example/x";
  EXPECT_TRUE(built_in().write(mail)->text.starts_with("Hello,\n"));
}

TEST(LetterFiles, TakeThePlaceOfTheBuiltInOnes) {
  auto letters = Letters::make(issuer, {{"mail.txt", "All: {{lead}}\n"},
                                        {"mail_invite.txt", "Come: {{link}}\n"},
                                        {"mail_invite.html", "<b>{{name}}</b>"}})
                     .value();
  auto invite = mail_of(MailKind::invite);
  invite.values["name"] = "Ann & Bob";
  EXPECT_EQ(letters.write(invite)->text, "Come: " + link + "\n");
  invite.values["name"] = "Ann 'A' Bob";
  EXPECT_EQ(letters.write(invite)->html, "<b>Ann &#39;A&#39; Bob</b>");
  const auto other = letters.write(mail_of(MailKind::verify_email));
  EXPECT_TRUE(other->text.starts_with("All: Please confirm")) << other->text;
  EXPECT_TRUE(other->html.starts_with("<!doctype html>"));
}

TEST(LetterFiles, AMistakeIsNamedWithFileAndLine) {
  for (const auto& file : Letters::files()) {
    const auto made = Letters::make(issuer, {{file, "one\n{{ticket}}"}});
    ASSERT_FALSE(made) << file;
    EXPECT_EQ(made.error().file, file);
    EXPECT_EQ(made.error().error.line, 2U);
  }
}

TEST(LetterTexts, LanguagesSayTheSameThings) {
  const auto english = Catalogue::parse(english_texts()).value();
  for (const auto text : {german_texts(), french_texts()}) {
    const auto other = Catalogue::parse(text).value();
    EXPECT_EQ(other.keys(), english.keys());
    for (const auto& key : english.keys()) {
      EXPECT_FALSE(other.at(key).empty()) << key;
      for (const auto& name : templates::placeholders(other.at(key))) {
        EXPECT_TRUE(name == "host" || name == "name") << key << ": only these are filled in";
      }
    }
  }
}

}  // namespace
}  // namespace chancery::mail
