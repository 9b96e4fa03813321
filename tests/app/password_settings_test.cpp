// What settings say of passwords.

#include <gtest/gtest.h>

#include "app/authority.hpp"
#include "app/settings.hpp"
#include "tests/app/temporary_folder.hpp"

namespace chancery {
namespace {

using Environment = std::map<std::string, std::string>;

std::expected<Settings, Complaint> load(const Environment& environment) {
  return load_settings({.environment = environment});
}

const std::string salt = "q83vASNFZ4mrze8BI0Vnibz+/4n6zdBhRkJVsyJZ1Po=";

TEST(PasswordSettings, AreOwaspsFiguresAndNothingElseUnlessTheySaySo) {
  const auto settings = load({}).value();
  EXPECT_EQ(settings.hash_memory, 19456U);
  EXPECT_EQ(settings.hash_passes, 2U);
  EXPECT_FALSE(settings.password_pepper);
  EXPECT_FALSE(settings.password_filter);
  EXPECT_EQ(hash_limits(settings).cost, (Argon2Cost{19456, 2, 1}));
}

TEST(PasswordSettings, AHashCostsBetweenWhatIsSafeAndWhatIsVerified) {
  const struct {
    const char* memory;
    const char* passes;
    bool fine;
  } rows[] = {
      {"7168", "5", true},     {"7167", "10", false},   {"7168", "4", false},
      {"1048576", "10", true}, {"1048577", "2", false}, {"19456", "11", false},
      {"19456", "0", false},   {"35840", "1", true},    {"35839", "1", false},
      {"19456", "2", true},    {"17919", "2", false},   {"19 MiB", "2", false},
  };
  for (const auto& [memory, passes, fine] : rows) {
    const auto settings =
        load({{"CHANCERY_HASH_MEMORY", memory}, {"CHANCERY_HASH_PASSES", passes}});
    EXPECT_EQ(settings.has_value(), fine) << memory << " " << passes;
    EXPECT_TRUE(settings || !settings.error().hint.empty());
  }
}

TEST(PasswordSettings, B101_APepperComesFromAFileOnly) {
  const TemporaryFolder folder;
  const auto file = folder.file("pepper", salt + "\n");
  EXPECT_EQ(load({{"CHANCERY_PASSWORD_PEPPER_FILE", file}}).value().password_pepper->reveal(),
            salt);
  EXPECT_EQ(
      load_settings({.flags = {{"password-pepper-file", file}}}).value().password_pepper->reveal(),
      salt);
  const auto refused = load({{"CHANCERY_PASSWORD_PEPPER", salt}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(),
            (Complaint{"CHANCERY_PASSWORD_PEPPER: is read from a file only",
                       "write it into a file and name that with CHANCERY_PASSWORD_PEPPER_FILE or "
                       "--password-pepper-file"}));
  const auto config = folder.file("a.env", "CHANCERY_PASSWORD_PEPPER=" + salt);
  EXPECT_FALSE(load_settings({.config_file = config}));
}

/// What is wrong when the authority is opened on a new database.
std::string complaint(const TemporaryFolder& folder, Environment environment) {
  environment["CHANCERY_DATABASE_URL"] = "sqlite:" + (folder / "a.db").string();
  const auto settings = load(environment).value();
  const auto opened = open_authority(settings);
  return opened ? "" : opened.error().message;
}

TEST(PasswordSettings, B101_APepperThatIsNoRandomKeyStopsTheProgramAndIsNotRepeated) {
  const TemporaryFolder folder;
  const auto stopped = complaint(
      folder, {{"CHANCERY_PASSWORD_PEPPER_FILE", folder.file("pepper", "hunter2-canary")}});
  EXPECT_EQ(stopped, "CHANCERY_PASSWORD_PEPPER: it is not base64");
  EXPECT_EQ(complaint(folder, {{"CHANCERY_PASSWORD_PEPPER_FILE", folder.file("pepper", salt)}}),
            "");
}

TEST(PasswordSettings, AFilterThatIsNoneStopsTheProgram) {
  const TemporaryFolder folder;
  const auto none = (folder / "none").string();
  EXPECT_EQ(complaint(folder, {{"CHANCERY_PASSWORD_FILTER", none}}),
            "CHANCERY_PASSWORD_FILTER: " + none + ": No such file or directory");
  const auto text = folder.file("text", "password\n");
  EXPECT_EQ(complaint(folder, {{"CHANCERY_PASSWORD_FILTER", text}}),
            "CHANCERY_PASSWORD_FILTER: " + text + ": it is no password filter of this version");
  EXPECT_EQ(complaint(folder, {{"CHANCERY_PASSWORD_FILTER", ""}}), "");
}

}  // namespace
}  // namespace chancery
