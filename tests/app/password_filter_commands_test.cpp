#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/app/cli_fixture.hpp"
#include "tests/app/temporary_folder.hpp"

namespace chancery::cli {
namespace {

using codec::Json;

class PasswordFilterCommands : public CliTest {
 protected:
  bool is_listed(const std::string& password) {
    const auto object = run_json({"password-filter", "check", out, "--password-stdin"}, password);
    return *object.find("listed") == Json(true);
  }

  TemporaryFolder folder;
  const std::string out = (folder / "passwords.filter").string();
};

TEST_F(PasswordFilterCommands, MakeAFilterOfPasswords) {
  const auto list =
      folder.file("list", "horse battery\nshort\r\ncafe\u0301 au lait\nlatin-1 caf\xe9\n");
  const auto made = run_json({"password-filter", "build", "--from", "lines", "--out", out, list});
  EXPECT_EQ(*made.find("file"), Json(out));
  EXPECT_EQ(*made.find("keys"), Json(2));
  EXPECT_EQ(*made.find("lines"), Json(4));
  EXPECT_EQ(*made.find("left_out"), Json(2));
  EXPECT_EQ(*made.find("bytes"), Json(static_cast<std::int64_t>(std::filesystem::file_size(out))));
  EXPECT_TRUE(is_listed("horse battery"));
  EXPECT_TRUE(is_listed("caf\u00e9 au lait"));
  EXPECT_FALSE(is_listed("battery horse"));
  EXPECT_EQ(opened, 0);
}

TEST_F(PasswordFilterCommands, MakeAFilterOfDigestsFromStandardInput) {
  for (const std::vector<std::string>& operand : {std::vector<std::string>{}, {"-"}}) {
    std::vector<std::string> words{"password-filter", "build", "--from", "sha1", "--out", out};
    words.insert(words.end(), operand.begin(), operand.end());
    // sha1sum of "horse battery", and of "abc".
    const auto made = run(words,
                          "05126576F62A21C6EC340480A15C4F7D8D9DDDF0:77\r\n"
                          "a9993e364706816aba3e25717850c26c9cd0d89d\n");
    EXPECT_EQ(made.exit, 0) << made.err;
    EXPECT_EQ(made.out,
              "file      " + out + "\nkeys      2\nlines     2\nleft_out  0\nbytes     108\n");
    EXPECT_TRUE(is_listed("abc"));
    EXPECT_TRUE(is_listed("horse battery"));
    std::filesystem::remove(out);
  }
}

TEST_F(PasswordFilterCommands, ALineThatIsNoDigestIsNamedAndNotShown) {
  const auto list =
      folder.file("list", "a9993e364706816aba3e25717850c26c9cd0d89d\nhunter2-canary\n");
  const auto result = run({"password-filter", "build", "--from", "sha1", "--out", out, list});
  EXPECT_EQ(result.exit, 1);
  EXPECT_EQ(result.err,
            "error: " + list +
                " line 2 is no SHA-1 digest in hexadecimal, with or without a colon and a count\n"
                "hint: is it a list of passwords themselves? then: --from lines\n");
  EXPECT_FALSE(std::filesystem::exists(out));
}

TEST_F(PasswordFilterCommands, AListWithoutAPasswordMakesNoFilter) {
  const auto result = run({"password-filter", "build", "--from", "lines", "--out", out}, "short\n");
  EXPECT_EQ(result.exit, 1);
  EXPECT_EQ(result.err, "error: standard input has no password that could be one\n");
  EXPECT_FALSE(std::filesystem::exists(out));
}

TEST_F(PasswordFilterCommands, AFileThatCannotBeReadOrMadeIsNamed) {
  const auto none = (folder / "none").string();
  const std::vector<std::string> build{"password-filter", "build", "--from", "lines", "--out"};
  const auto with = [&](const std::string& to, const std::string& from) {
    auto words = build;
    words.push_back(to);
    words.push_back(from);
    return run(words).err;
  };
  EXPECT_EQ(with(out, none), "error: " + none + ": No such file or directory\n");
  EXPECT_EQ(with(out, "/tmp"), "error: /tmp: Is a directory\n");
  const auto list = folder.file("list", "horse battery\n");
  const auto nowhere = none + "/x";
  EXPECT_EQ(with(nowhere, list),
            "error: cannot make a file beside " + nowhere + ": No such file or directory\n");
  EXPECT_EQ(run({"password-filter", "check", none}).err,
            "error: " + none + ": No such file or directory\n");
  EXPECT_EQ(run({"password-filter", "check", list}).err,
            "error: " + list + ": it is no password filter of this version\n");
}

TEST_F(PasswordFilterCommands, WrongUsageIsToldBeforeAnythingIsRead) {
  EXPECT_EQ(run({"password-filter", "build", "--from", "lines"}).exit, 2);
  EXPECT_EQ(run({"password-filter", "build", "--out", out}).exit, 2);
  EXPECT_EQ(run({"password-filter", "build", "--out", out, "--from", "md5"}).err,
            "error: --from is sha1 or lines\n"
            "hint: sha1: a digest in hexadecimal a line; lines: a password a line\n");
  EXPECT_EQ(run({"password-filter", "check"}).exit, 2);
}

TEST_F(PasswordFilterCommands, CheckFindsDamage) {
  ASSERT_EQ(
      run({"password-filter", "build", "--from", "lines", "--out", out}, "horse battery\n").exit,
      0);
  EXPECT_EQ(run({"password-filter", "check", out}).out,
            "file   " + out + "\nkeys   1\nbytes  108\n");
  std::fstream file(out, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(-1, std::ios::end);
  file.put('~');
  file.close();
  const auto result = run({"password-filter", "check", out});
  EXPECT_EQ(result.exit, 1);
  EXPECT_EQ(result.err,
            "error: " + out + ": its part 1 of 1 is damaged\nhint: copy or build it anew\n");
}

TEST_F(PasswordFilterCommands, APersonSeesHowFarItIs) {
  const auto list = folder.file("list", "horse battery\nbattery horse\n");
  std::istringstream in;
  std::ostringstream out_text;
  std::ostringstream err;
  std::vector<std::string> shown;
  Console console{.in = in, .out = out_text, .err = err, .progress = [&](std::string_view line) {
                    // Once the result is printed the line is gone.
                    EXPECT_EQ(out_text.str(), "");
                    shown.emplace_back(line);
                  }};
  EXPECT_EQ(cli::run({"password-filter", "build", "--from", "lines", "--out", out, list}, {},
                     console, wiring),
            0);
  EXPECT_EQ(shown,
            (std::vector<std::string>{"reading 100 %", "building 50 %", "building 100 %", ""}));
}

}  // namespace
}  // namespace chancery::cli
