// Rates as settings: a number in a time, or off.

#include <gtest/gtest.h>

#include "app/settings.hpp"
#include "app/settings/parse.hpp"

namespace chancery {
namespace {

using namespace std::chrono_literals;
using settings::parse_rate;

TEST(SettingsRate, DefaultsAreThoseOfTheDocuments) {
  const auto loaded = load_settings({});
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->rate_limit_registration, (RateLimit{30, 5min}));
  EXPECT_EQ(loaded->rate_limit_token, (RateLimit{3000, 1min}));
}

TEST(SettingsRate, AreReadByTheirNames) {
  const auto loaded = load_settings({.environment = {{"CHANCERY_RATE_LIMIT_REGISTRATION", "off"},
                                                     {"CHANCERY_RATE_LIMIT_TOKEN", "7/2h"}}});
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->rate_limit_registration, std::nullopt);
  EXPECT_EQ(loaded->rate_limit_token, (RateLimit{7, 2h}));
}

TEST(SettingsRate, IsANumberInATime) {
  const struct {
    const char* text;
    RateLimit read;
  } rows[] = {{"1/1s", {1, 1s}}, {"30/5m", {30, 5min}}, {"1000000/1d", {1'000'000, 24h}}};
  for (const auto& row : rows) EXPECT_EQ(parse_rate(row.text), row.read) << row.text;
}

TEST(SettingsRate, IsNothingElse) {
  for (const auto* text : {"", "30", "30/", "/5m", "x/5m", "30/5", "30/m", "30 / 5m", "-1/5m",
                           "3e1/5m", "30/5m/1s", "OFF", "4294967296/5m"}) {
    const auto read = parse_rate(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().message, '"' + std::string(text) + "\" is no rate");
    EXPECT_EQ(read.error().hint, "write how many in how long, 30/5m, or off for any number");
  }
  for (const auto* text : {"0/5m", "1000001/5m", "1/0s", "1/86401s", "1/2d"}) {
    const auto read = parse_rate(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().message, '"' + std::string(text) + "\" is out of range");
    EXPECT_EQ(read.error().hint, "allowed is 1 to 1000000 in 1s to 1d");
  }
}

}  // namespace
}  // namespace chancery
