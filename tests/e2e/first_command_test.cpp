// The command line on the real program: whatever comes first makes a database that the next one
// opens.

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "adapters/sql/database.hpp"
#include "adapters/system/system_clock.hpp"
#include "app/cli/cli.hpp"
#include "app/wiring.hpp"

namespace chancery::test {
namespace {

namespace fs = std::filesystem;

class FirstCommand : public testing::Test {
 protected:
  FirstCommand() {
    auto pattern = (fs::temp_directory_path() / "chancery-cli-XXXXXX").string();
    folder = ::mkdtemp(pattern.data());
  }
  ~FirstCommand() override { fs::remove_all(folder); }

  int run(const std::vector<std::string>& words) {
    std::istringstream in;
    out.str({});
    err.str({});
    cli::Console console{in, out, err};
    return cli::run(words, {{"CHANCERY_DATABASE_URL", "sqlite:" + database().string()}}, console,
                    wiring());
  }
  [[nodiscard]] fs::path database() const { return folder / "chancery.db"; }

  fs::path folder;
  std::ostringstream out;
  std::ostringstream err;
};

TEST_F(FirstCommand, LeavesADatabaseThatTheNextOneOpens) {
  for (const auto& first : std::vector<std::vector<std::string>>{{"migrate", "status"},
                                                                 {"migrate", "plan"},
                                                                 {"migrate", "up"},
                                                                 {"client", "list"},
                                                                 {"user", "list"},
                                                                 {"key", "list"}}) {
    SCOPED_TRACE(testing::PrintToString(first));
    EXPECT_EQ(run(first), 0) << err.str();
    EXPECT_EQ(run({"key", "list", "--json"}), 0) << err.str();
    EXPECT_NE(out.str().find("\"ES256\""), std::string::npos);
    fs::remove_all(folder);
    fs::create_directory(folder);
  }
}

TEST_F(FirstCommand, ADamagedKeyFileIsNamedAndNotToBeReplaced) {
  ASSERT_EQ(run({"key", "list"}), 0);
  std::ofstream(database().string() + ".key") << "AAAA\n";
  EXPECT_EQ(run({"key", "list"}), 1);
  EXPECT_NE(err.str().find("chancery.db.key is damaged"), std::string::npos) << err.str();
  EXPECT_NE(err.str().find("hint: put it back from your backup"), std::string::npos);
}

constexpr sql::Statement add_revocation(
    "INSERT INTO revoked_access_tokens (jti, expires_at) VALUES ('t', $1)");

TEST_F(FirstCommand, ADoctorComplainsOfAHouseThatNobodyKeeps) {
  run({"doctor"});
  EXPECT_NE(out.str().find("ok    housekeeping: to be removed: 0\n"), std::string::npos)
      << out.str();
  const auto opened = sql::Database::open("sqlite:" + database().string());
  const auto now = system::SystemClock().now();
  opened->execute(add_revocation, {now - std::chrono::hours(23)});
  run({"doctor"});
  EXPECT_NE(out.str().find("ok    housekeeping: to be removed: 1, the oldest since 2"),
            std::string::npos)
      << out.str();
  static constexpr sql::Statement age("UPDATE revoked_access_tokens SET expires_at = $1");
  opened->execute(age, {now - std::chrono::hours(25)});
  run({"doctor"});
  EXPECT_NE(out.str().find("FAIL  housekeeping: to be removed: 1,"), std::string::npos)
      << out.str();
}

}  // namespace
}  // namespace chancery::test
