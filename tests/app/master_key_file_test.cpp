// The key file beside a SQLite database: made once, never lax, never replaced.

#include "app/master_key_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <set>
#include <thread>
#include <vector>

#include "app/read_file.hpp"
#include "tests/app/temporary_folder.hpp"

namespace chancery {
namespace {

namespace fs = std::filesystem;

struct Case {
  const char* what;
  bool database;
  std::optional<KeyFileFacts> file;
  std::optional<KeyFileStep> step;
};

class DecideKeyFile : public testing::TestWithParam<Case> {};

TEST_P(DecideKeyFile, ReadsMakesOrRefusesWithAHint) {
  const auto& [what, database, file, step] = GetParam();
  const auto decided = decide_key_file(database, file, "x.db.key");
  ASSERT_EQ(decided.has_value(), step.has_value()) << what;
  if (step) {
    EXPECT_EQ(*decided, *step) << what;
  } else {
    EXPECT_NE(decided.error().message.find("x.db.key"), std::string::npos) << what;
  }
}

using enum KeyFileStep;
INSTANTIATE_TEST_SUITE_P(
    Table, DecideKeyFile,
    testing::Values(Case{"nothing is there", false, {}, make},
                    Case{"the key was lost", true, {}, {}},
                    Case{"a start that was cut short", false, KeyFileFacts{true, 0600, true}, read},
                    Case{"the usual", true, KeyFileFacts{true, 0600, true}, read},
                    Case{"read only", true, KeyFileFacts{true, 0400, true}, read},
                    Case{"group may read", true, KeyFileFacts{true, 0640, true}, {}},
                    Case{"group may execute", true, KeyFileFacts{true, 0610, true}, {}},
                    Case{"others may read", true, KeyFileFacts{true, 0604, true}, {}},
                    Case{"others may write", false, KeyFileFacts{true, 0602, true}, {}},
                    Case{"somebody else's", true, KeyFileFacts{true, 0600, false}, {}},
                    Case{"a folder", true, KeyFileFacts{false, 0600, true}, {}}));

class MasterKeyFile : public testing::Test {
 protected:
  std::expected<std::string, Complaint> key() {
    const auto secret = master_key_beside(database, [this] {
      ++made;
      return Secret("key-" + std::to_string(made));
    });
    if (!secret) return std::unexpected(secret.error());
    return secret->reveal();
  }

  TemporaryFolder folder;
  fs::path database = folder / "chancery.db";
  int made = 0;
};

TEST_F(MasterKeyFile, IsMadeForItsOwnerOnlyWithANewDatabase) {
  const auto umask = ::umask(0);
  EXPECT_EQ(key(), "key-1");
  ::umask(umask);
  struct stat facts{};
  ASSERT_EQ(::stat(key_file_of(database).c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 07777U, 0600U);
  EXPECT_EQ(read_small_file(key_file_of(database)), "key-1\n");
  EXPECT_FALSE(fs::exists(database));
}

TEST_F(MasterKeyFile, LeavesNoOtherFileBehind) {
  EXPECT_EQ(key(), "key-1");
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(database.parent_path())) {
    files.push_back(entry.path());
  }
  EXPECT_EQ(files, std::vector{key_file_of(database)});
}

TEST_F(MasterKeyFile, IsReadEverAfter) {
  EXPECT_EQ(key(), "key-1");
  EXPECT_EQ(key(), "key-1");
  folder.file("chancery.db", "data");
  EXPECT_EQ(key(), "key-1");
  EXPECT_EQ(made, 1);
}

TEST_F(MasterKeyFile, B101_ADatabaseWithoutItsKeyStopsTheProgram) {
  folder.file("chancery.db", "data");
  const auto read = key();
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().message, "the database is there, but its master key " +
                                      key_file_of(database).string() + " is not");
  EXPECT_EQ(read.error().hint,
            "put the key file back from your backup, or give the key as CHANCERY_MASTER_KEY");
  EXPECT_EQ(made, 0);
  EXPECT_FALSE(fs::exists(key_file_of(database)));
}

TEST_F(MasterKeyFile, AnEmptyDatabaseIsANewOne) {
  folder.file("chancery.db", "");
  EXPECT_EQ(key(), "key-1");
}

TEST_F(MasterKeyFile, B101_LaxPermissionsAreRefused) {
  folder.file("chancery.db.key", "old");
  fs::permissions(key_file_of(database), fs::perms(0644));
  const auto read = key();
  ASSERT_FALSE(read);
  EXPECT_TRUE(read.error().hint.starts_with("chmod 600 ")) << read.error().hint;
  EXPECT_EQ((read.error().message + read.error().hint).find("old"), std::string::npos);
  fs::permissions(key_file_of(database), fs::perms(0600));
  EXPECT_EQ(key(), "old");
}

TEST_F(MasterKeyFile, AFolderThatIsNotThereIsAComplaint) {
  database = folder / "none/chancery.db";
  const auto read = key();
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().message,
            "cannot make " + database.string() + ".key: No such file or directory");
}

TEST_F(MasterKeyFile, OfManyProgramsAtOnceOneMakesItAndAllReadIt) {
  for (int round = 0; round < 20; ++round) {
    const auto path = folder / (std::to_string(round) + ".db");
    std::vector<std::string> keys(8);
    {
      std::vector<std::jthread> programs;
      for (std::size_t i = 0; i < keys.size(); ++i) {
        programs.emplace_back([&, i] {
          const auto make = [i] { return Secret("key-" + std::to_string(i)); };
          keys[i] = master_key_beside(path, make)->reveal();
        });
      }
    }
    EXPECT_EQ(std::set(keys.begin(), keys.end()).size(), 1U);
    EXPECT_EQ(read_small_file(key_file_of(path)), keys.front() + "\n");
  }
}

}  // namespace
}  // namespace chancery
