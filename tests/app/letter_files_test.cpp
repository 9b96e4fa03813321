#include "app/letter_files.hpp"

#include <gtest/gtest.h>

#include "app/page_files.hpp"
#include "tests/app/temporary_folder.hpp"

namespace chancery {
namespace {

const Issuer issuer("https://login.example.com");

TEST(LetterFiles, AFolderMayHoldMailsPagesOrBoth) {
  const TemporaryFolder folder;
  folder.file("mail_password_changed.txt", "Ours: {{lead}}");
  ASSERT_TRUE(pages_of(issuer, folder / "")) << "no page, but a mail";
  auto letters = letters_of(issuer, folder / "");
  ASSERT_TRUE(letters) << letters.error().message;
  const auto message = letters->write(
      {.id = MailId("m"), .kind = MailKind::password_changed, .to = "ann@example.org"});
  ASSERT_TRUE(message);
  EXPECT_TRUE(message->text.starts_with("Ours: The password of your account at login.example.com"))
      << message->text;
  folder.file("login.html", "{{>nothing}}");
  EXPECT_TRUE(letters_of(issuer, folder / "")) << "a page that is wrong is not the mails' business";
}

TEST(LetterFiles, AMistakeIsNamedWithFileAndLine) {
  const TemporaryFolder folder;
  const auto file = folder.file("mail.html", "<p>\n\n{{ticket}}\n");
  const auto letters = letters_of(issuer, folder / "");
  ASSERT_FALSE(letters);
  EXPECT_EQ(letters.error().message, file + " line 3: {{ticket}} is not known here");
  EXPECT_TRUE(letters.error().hint.starts_with("known are: button, change, "))
      << letters.error().hint;
}

TEST(LetterFiles, AFolderWithoutTemplatesSaysWhatItMayHave) {
  const TemporaryFolder folder;
  const auto letters = letters_of(issuer, folder / "");
  ASSERT_FALSE(letters);
  EXPECT_NE(letters.error().hint.find("mail_reset_password.txt"), std::string::npos);
  EXPECT_NE(letters.error().hint.find("login.html"), std::string::npos);
}

}  // namespace
}  // namespace chancery
