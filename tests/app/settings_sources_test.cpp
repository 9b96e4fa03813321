// Where settings come from, and which place wins.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "app/settings.hpp"
#include "app/settings/table.hpp"
#include "tests/app/temporary_folder.hpp"

namespace chancery {
namespace {

class SettingSourcesTest : public testing::Test {
 protected:
  std::uint16_t port(SettingSources sources) {
    const auto settings = load_settings(sources);
    EXPECT_TRUE(settings) << settings.error().message;
    return settings ? settings->listen.port : std::uint16_t{0};
  }
  Complaint complaint(SettingSources sources) {
    const auto settings = load_settings(sources);
    EXPECT_FALSE(settings);
    return settings ? Complaint{} : settings.error();
  }

  TemporaryFolder folder;
};

TEST_F(SettingSourcesTest, TheLaterPlaceWins) {
  const auto file = folder.file("a.env", "CHANCERY_LISTEN=127.0.0.1:1\n");
  const std::map<std::string, std::string> environment{{"CHANCERY_LISTEN", "127.0.0.1:2"}};
  const std::map<std::string, std::string> flags{{"listen", "127.0.0.1:3"}};
  EXPECT_EQ(port({}), 8080);
  EXPECT_EQ(port({.config_file = file}), 1);
  EXPECT_EQ(port({.config_file = file, .environment = environment}), 2);
  EXPECT_EQ(port({.config_file = file, .environment = environment, .flags = flags}), 3);
  EXPECT_EQ(port({.environment = environment, .flags = flags}), 3);
}

TEST_F(SettingSourcesTest, AFileFormWinsByItsPlaceToo) {
  const auto value = folder.file("listen", "127.0.0.1:4\n");
  const auto config = folder.file("a.env", "CHANCERY_LISTEN_FILE=" + value + "\n");
  EXPECT_EQ(port({.config_file = config}), 4);
  EXPECT_EQ(port({.config_file = config, .environment = {{"CHANCERY_LISTEN", "127.0.0.1:5"}}}), 5);
  EXPECT_EQ(port({.environment = {{"CHANCERY_LISTEN", "127.0.0.1:5"}},
                  .flags = {{"listen-file", value}}}),
            4);
}

TEST_F(SettingSourcesTest, AFileFormThatLosesIsNotRead) {
  EXPECT_EQ(port({.environment = {{"CHANCERY_LISTEN_FILE", folder / "none"}},
                  .flags = {{"listen", "127.0.0.1:6"}}}),
            6);
}

TEST_F(SettingSourcesTest, OnePlaceGivesASettingOnce) {
  const auto value = folder.file("listen", "127.0.0.1:4");
  EXPECT_EQ(complaint({.environment = {{"CHANCERY_LISTEN", "127.0.0.1:5"},
                                       {"CHANCERY_LISTEN_FILE", value}}})
                .message,
            "CHANCERY_LISTEN and CHANCERY_LISTEN_FILE are both given");
  EXPECT_EQ(complaint({.flags = {{"listen", "127.0.0.1:5"}, {"listen-file", value}}}).message,
            "--listen and --listen-file are both given");
  const auto config =
      folder.file("a.env", "CHANCERY_LISTEN=127.0.0.1:5\nCHANCERY_LISTEN_FILE=" + value);
  EXPECT_EQ(complaint({.config_file = config}).message,
            config + " line 1: CHANCERY_LISTEN and " + config +
                " line 2: CHANCERY_LISTEN_FILE are both given");
}

TEST_F(SettingSourcesTest, ASecretsFileLosesItsLastNewlineOnly) {
  for (const auto& [text, read] :
       {std::pair{"key", "key"}, {"key\n", "key"}, {"key\r\n", "key"}, {" key ", " key "}}) {
    const auto settings =
        load_settings({.environment = {{"CHANCERY_MASTER_KEY_FILE", folder.file("key", text)}}});
    ASSERT_TRUE(settings);
    EXPECT_EQ(settings->master_key->reveal(), read);
  }
  const auto two = folder.file("key", "key\n\n");
  EXPECT_EQ(complaint({.environment = {{"CHANCERY_MASTER_KEY_FILE", two}}}).message,
            "CHANCERY_MASTER_KEY_FILE: has a control character or is not UTF-8");
}

TEST_F(SettingSourcesTest, AMissingFileIsNamed) {
  const auto none = (folder / "none").string();
  EXPECT_EQ(complaint({.environment = {{"CHANCERY_MASTER_KEY_FILE", none}}}).message,
            "CHANCERY_MASTER_KEY_FILE: cannot read " + none + ": No such file or directory");
  EXPECT_EQ(complaint({.config_file = none}).message,
            "cannot read " + none + ": No such file or directory");
}

TEST_F(SettingSourcesTest, AnEndlessFileIsRefused) {
  EXPECT_EQ(complaint({.config_file = "/dev/zero"}).message,
            "cannot read /dev/zero: it has more than 1 MiB");
}

TEST_F(SettingSourcesTest, AnUnknownNameIsAnErrorThatNamesTheNearest) {
  struct Case {
    const char* name;
    const char* meant;
  };
  for (const auto& [name, meant] :
       {Case{"CHANCERY_LISTN", "CHANCERY_LISTEN"}, Case{"CHANCERY_LISTENS", "CHANCERY_LISTEN"},
        Case{"CHANCERY_LISTEN_FIL", "CHANCERY_LISTEN_FILE"},
        Case{"CHANCERY_ACCESS_TOKEN_LIFETIMES", "CHANCERY_ACCESS_TOKEN_LIFETIME"},
        Case{"CHANCERY_LOG", "CHANCERY_LOG_LEVEL"}}) {
    EXPECT_EQ(complaint({.environment = {{name, "x"}}}),
              (Complaint{std::string(name) + " is no setting",
                         std::string("did you mean ") + meant + "?"}));
  }
  const auto config = folder.file("a.env", "\nLISTEN=127.0.0.1:1\n");
  EXPECT_EQ(complaint({.config_file = config}),
            (Complaint{config + " line 2: LISTEN is no setting", "did you mean CHANCERY_LISTEN?"}));
}

TEST_F(SettingSourcesTest, ANameThatNobodyReadsIsUnknown) {
  for (const auto* name : {"REGISTRATIONS", "VERIFIED_EMAIL", "listen"}) {
    const auto full = std::string("CHANCERY_") + name;
    EXPECT_EQ(complaint({.environment = {{full, "x"}}}).message, full + " is no setting");
  }
}

TEST_F(SettingSourcesTest, WhatContainerPlatformsInjectIsIgnoredInTheEnvironmentOnly) {
  EXPECT_EQ(port({.environment = {{"CHANCERY_SERVICE_HOST", "10.0.0.1"},
                                  {"CHANCERY_SERVICE_PORT_HTTP", "80"},
                                  {"CHANCERY_PORT", "tcp://10.0.0.1:80"},
                                  {"CHANCERY_PORT_80_TCP_ADDR", "10.0.0.1"},
                                  {"PATH", "/bin"},
                                  {"CHANCERYX", "y"}}}),
            8080);
  EXPECT_EQ(complaint({.environment = {{"CHANCERY_PORTS", "80"}}}).message,
            "CHANCERY_PORTS is no setting");
  EXPECT_EQ(complaint({.environment = {{"CHANCERY_SERVICE", "x"}}}).message,
            "CHANCERY_SERVICE is no setting");
  const auto config = folder.file("a.env", "CHANCERY_PORT=80");
  EXPECT_EQ(complaint({.config_file = config}).message,
            config + " line 1: CHANCERY_PORT is no setting");
}

TEST_F(SettingSourcesTest, B101_ThePlainFlagOfASecretGivesNothing) {
  const auto settings = load_settings({.flags = {{"master-key", "x"}}});
  ASSERT_TRUE(settings);
  EXPECT_FALSE(settings->master_key);
  const auto names = settings::flag_names();
  EXPECT_EQ(std::ranges::count(names, "master-key"), 0);
  EXPECT_EQ(std::ranges::count(names, "master-key-file"), 1);
}

TEST_F(SettingSourcesTest, B101_APasswordInADatabaseUrlIsRefusedAmongArgumentsOnly) {
  const std::string url = "postgresql://u:hunter2@h/d";
  const std::map<std::string, std::string> key{{"CHANCERY_MASTER_KEY", std::string(43, 'k')}};
  const auto refused = complaint({.environment = key, .flags = {{"database-url", url}}});
  EXPECT_EQ(refused,
            (Complaint{"--database-url: holds a password, and arguments are visible to every "
                       "user of the machine",
                       "use CHANCERY_DATABASE_URL or --database-url-file"}));
  auto environment = key;
  environment["CHANCERY_DATABASE_URL"] = url;
  EXPECT_TRUE(load_settings({.environment = environment}));
  EXPECT_TRUE(load_settings(
      {.environment = key, .flags = {{"database-url-file", folder.file("url", url)}}}));
  EXPECT_TRUE(
      load_settings({.environment = key, .flags = {{"database-url", "postgresql://u@h/d"}}}));
}

TEST_F(SettingSourcesTest, ComplaintsSayWhereTheValueStands) {
  const auto config = folder.file("a.env", "# port\nCHANCERY_LISTEN=no\n");
  EXPECT_EQ(complaint({.config_file = config}).message,
            config + " line 2: CHANCERY_LISTEN: \"no\" is no listen address");
  EXPECT_EQ(complaint({.flags = {{"listen", "no"}}}).message,
            "--listen: \"no\" is no listen address");
}

TEST(SettingsTable, FallbacksAreReadByTheirOwnRows) {
  for (const auto& row : settings::table()) {
    settings::Draft draft;
    if (!row.fallback.empty()) {
      EXPECT_FALSE(row.read(row.fallback, draft)) << row.name;
    }
    EXPECT_FALSE(row.help.empty()) << row.name;
  }
}

}  // namespace
}  // namespace chancery
