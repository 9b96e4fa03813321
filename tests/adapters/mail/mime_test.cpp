#include "adapters/mail/mime.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace chancery::mail {
namespace {

using namespace std::chrono_literals;

outbound::Message message() {
  return {.id = MailId("kq-3_Z"),
          .created_at = Instant(1'700'000'000s),
          .to = "ann@example.org",
          .subject = "Confirm",
          .text = "Hello\n\nhttps://id.example/verify#t\n",
          .html = "<p>Gr\xc3\xbc\xc3\x9f Gott</p>\n"};
}

const Sender from{.name = "Example", .address = "no-reply@id.example"};

TEST(Mime, AMessageIsBothItsTexts) {
  EXPECT_EQ(mime_text(message(), from),
            "From: \"Example\" <no-reply@id.example>\r\n"
            "To: ann@example.org\r\n"
            "Subject: Confirm\r\n"
            "Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n"
            "Message-ID: <kq-3_Z@id.example>\r\n"
            "Auto-Submitted: auto-generated\r\n"
            "X-Auto-Response-Suppress: All\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: multipart/alternative; boundary=\"=_kq-3_Z\"\r\n"
            "\r\n"
            "--=_kq-3_Z\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: 7bit\r\n"
            "\r\n"
            "Hello\r\n\r\nhttps://id.example/verify#t\r\n"
            "\r\n"
            "--=_kq-3_Z\r\n"
            "Content-Type: text/html; charset=utf-8\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n"
            "\r\n"
            "<p>Gr=C3=BC=C3=9F Gott</p>\r\n"
            "\r\n"
            "--=_kq-3_Z--\r\n");
}

TEST(Mime, NoValueAddsAHeaderField) {
  auto evil = message();
  evil.subject = "a\r\nBcc: eve@example.org";
  evil.to = "ann@example.org\r\nBcc: eve@example.org";
  const auto text = mime_text(evil, {.name = "x\nBcc: eve", .address = from.address});
  EXPECT_EQ(text.find("Bcc"), std::string::npos) << text;
  EXPECT_TRUE(
      std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
}

TEST(Mime, EveryLineEndsAsItMustAndIsShort) {
  auto long_one = message();
  long_one.text = std::string(5000, 'a') + "\n\r\x01" + std::string(200, '\xff');
  long_one.html = std::string(998, 'b');
  const auto text = mime_text(long_one, from);
  std::size_t length = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool ends = text[i] == '\r';
    EXPECT_EQ(ends, i + 1 < text.size() && text[i + 1] == '\n') << i;
    length = ends ? 0 : length + 1;
    if (ends) ++i;
    ASSERT_LE(length, 998U);
  }
  EXPECT_TRUE(text.ends_with("\r\n"));
}

TEST(Mime, ASenderIsQuotedOrEncoded) {
  const std::pair<Sender, std::string> cases[]{
      {{.address = "a@b.example"}, "From: a@b.example\r\n"},
      {{"The \"A\" \\ Team", "a@b.example"}, "From: \"The \\\"A\\\" \\\\ Team\" <a@b.example>\r\n"},
      {{"Z\xc3\xbcrich", "a@b.example"}, "From: =?UTF-8?B?WsO8cmljaA==?= <a@b.example>\r\n"},
  };
  for (const auto& [sender, line] : cases) {
    EXPECT_TRUE(mime_text(message(), sender).starts_with(line)) << mime_text(message(), sender);
  }
}

TEST(Mime, EncodedWordsAreShortAndHaveWholeCharacters) {
  EXPECT_EQ(header_text("plain text"), "plain text");
  EXPECT_EQ(header_text("=?UTF-8?B?eA==?="), "=?UTF-8?B?PT9VVEYtOD9CP2VBPT0/PQ==?=");
  std::string umlauts;
  for (int i = 0; i < 23; ++i) umlauts += "\xc3\xa4";
  // 22 of them are 44 bytes; the next would be cut in two at 45.
  const auto text = header_text(umlauts);
  EXPECT_EQ(text.find("\r\n "), 12 + 60U);
  EXPECT_TRUE(text.ends_with("\r\n =?UTF-8?B?w6Q=?=")) << text;
}

std::string letters(std::size_t count, const char* rest) {
  return std::string(count, 'a').append(rest);
}

TEST(QuotedPrintable, KeepsToItsRules) {
  const std::pair<std::string, std::string> cases[]{
      {"", ""},
      {"a=b\n", "a=3Db\r\n"},
      {"no end", "no end\r\n"},
      {"blank at the end \n", "blank at the end=20\r\n"},
      {"\ttab\n", "=09tab\r\n"},
      {"\xe2\x82\xac\n", "=E2=82=AC\r\n"},
      {letters(76, "\n"), letters(76, "\r\n")},
      {letters(77, "\n"), letters(75, "=\r\naa\r\n")},
      {letters(74, "=b"), letters(74, "=\r\n=3Db\r\n")},
      {letters(73, "="), letters(73, "=3D\r\n")},
      {letters(74, "="), letters(74, "=\r\n=3D\r\n")},
  };
  for (const auto& [text, encoded] : cases) EXPECT_EQ(quoted_printable(text), encoded) << text;
}

TEST(MailDate, IsOfRfc5322) {
  EXPECT_EQ(mail_date(Instant(0s)), "Thu, 01 Jan 1970 00:00:00 +0000");
  EXPECT_EQ(mail_date(Instant(1'709'251'199s)), "Thu, 29 Feb 2024 23:59:59 +0000");
  EXPECT_EQ(mail_date(Instant(4'102'444'799s)), "Thu, 31 Dec 2099 23:59:59 +0000");
}

}  // namespace
}  // namespace chancery::mail
