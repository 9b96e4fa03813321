// Mail that stays on the machine: in a folder, on the console.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "adapters/mail/console_mailer.hpp"
#include "adapters/mail/file_mailer.hpp"
#include "tests/support/temporary_folder.hpp"

namespace chancery::mail {
namespace {

using Blame = outbound::MailFailure::Blame;

const Sender from{.address = "no-reply@id.example"};

outbound::Message message(const std::string& id = "m1") {
  return {.id = MailId(id),
          .created_at = Instant(std::chrono::seconds(1'700'000'000)),
          .to = "ann@example.org",
          .subject = "Confirm",
          .text = "https://id.example/verify#t\n",
          .html = "<p>x</p>"};
}

TEST(FileMailer, WritesEachMessageForThisUserOnly) {
  const TemporaryFolder folder;
  FileMailer mailer(folder.path(), from);
  ASSERT_TRUE(mailer.send(message("m1"), {}));
  ASSERT_TRUE(mailer.send(message("m2"), {}));
  ASSERT_TRUE(mailer.send(message("m2"), {})) << "sent again, it is the same file";
  const auto path = folder.file("1700000000-m1.eml");
  std::ifstream file(path);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(text, mime_text(message("m1"), from));
  struct stat status{};
  ASSERT_EQ(::stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  const auto entries = std::filesystem::directory_iterator(folder.path());
  EXPECT_EQ(std::distance(begin(entries), end(entries)), 2) << "and nothing unfinished";
}

TEST(FileMailer, AFolderThatIsNotThereIsAServerThatIsAway) {
  const TemporaryFolder folder;
  FileMailer mailer(folder.file("missing"), from);
  const auto sent = mailer.send(message(), {});
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().blame, Blame::server);
  EXPECT_EQ(sent.error().reason,
            "the folder for mails cannot be written to: No such file or directory");
}

TEST(ConsoleMailer, ShowsWhatThereIsToRead) {
  std::ostringstream out;
  ConsoleMailer mailer(out);
  ASSERT_TRUE(mailer.send(message(), {}));
  EXPECT_EQ(out.str(),
            "\n--- mail to ann@example.org\n--- Confirm\n\nhttps://id.example/verify#t\n---\n");
}

TEST(ConsoleMailer, AConsoleThatIsGoneIsAServerThatIsAway) {
  std::ostream nowhere(nullptr);
  ConsoleMailer mailer(nowhere);
  const auto sent = mailer.send(message(), {});
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().blame, Blame::server);
}

}  // namespace
}  // namespace chancery::mail
