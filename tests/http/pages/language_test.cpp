#include "adapters/http/pages/language.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "adapters/http/pages/built_in.hpp"
#include "adapters/http/pages/catalogue.hpp"

namespace chancery::http::pages {
namespace {

using Ranges = std::vector<std::string>;

TEST(Language, AcceptLanguageIsReadByItsWeights) {
  const std::pair<const char*, Ranges> cases[]{
      {"", {}},
      {"de", {"de"}},
      {"de-CH, fr;q=0.9, en;q=0.95", {"de-CH", "en", "fr"}},
      {"en;q=0.5,de;q=0.5", {"en", "de"}},
      {"en;q=0.001, de;q=0.002", {"de", "en"}},
      {"de;q=0, en;q=0.000, fr;q=1.000", {"fr"}},
      {"*, *;q=0.5", {}},
      {"de;q=2, fr;q=x, it;q=0.1234, nl;q=, es;p=1, en", {"en"}},
      {" de ; q=0.1 ,\t en", {"en", "de"}},
      {"<script>, de_DE, -de, de-, d\xc3\xa9", {}},
      {",,;q=1,", {}},
  };
  for (const auto& [header, ranges] : cases)
    EXPECT_EQ(accepted_languages(header), ranges) << header;
}

TEST(Language, AHeaderIsReadSoFarOnly) {
  std::string header;
  for (int i = 0; i < 1000; ++i) header += "xx,";
  EXPECT_EQ(accepted_languages(header + "de").size(), 32U);
}

struct Choice {
  Ranges ui_locales;
  const char* accept_language;
  const char* language;
};

TEST(Language, IsChosenByLookup) {
  const Ranges known{"en", "de", "fr", "zh-Hant"};
  const Choice cases[]{
      {{}, "", "en"},
      {{"fr"}, "de", "fr"},
      {{"it", "nl"}, "de", "de"},
      {{"it", "de-AT"}, "fr", "de"},
      {{}, "it, pt", "en"},
      {{}, "FR-ca", "fr"},
      {{}, "de-1996-x-y", "de"},
      {{}, "de-x-y", "de"},
      {{}, "zh-Hant-CN-x-private1-private2", "zh-Hant"},
      {{}, "zh-Hans", "en"},
      {{"<script>alert(1)</script>"}, "de", "de"},
      {{"deutsch"}, "", "en"},
      {{"", "-", "de-"}, "fr", "fr"},
      {{}, "it-IT, fr;q=0.2, en;q=0.1", "fr"},
  };
  for (const auto& [ui_locales, header, language] : cases) {
    EXPECT_EQ(choose_language(ui_locales, header, known), language) << header;
  }
}

TEST(Catalogue, SaysWhichLineIsWrong) {
  EXPECT_EQ(Catalogue::parse("# a\n\na = b\nc\n").error().line, 4U);
  EXPECT_EQ(Catalogue::parse("a = b\na = c\n").error().line, 2U);
  EXPECT_EQ(Catalogue::parse("a = \xff\n").error().line, 1U);
}

TEST(Catalogue, LanguagesSayTheSameThings) {
  const auto english = Catalogue::parse(english_texts()).value();
  for (const auto text : {german_texts(), french_texts()}) {
    const auto other = Catalogue::parse(text).value();
    EXPECT_EQ(other.keys(), english.keys());
    for (const auto& key : english.keys()) {
      ASSERT_NE(other.find(key), nullptr) << key;
      auto wanted = placeholders(english.at(key));
      auto found = placeholders(other.at(key));
      std::ranges::sort(wanted);
      std::ranges::sort(found);
      EXPECT_EQ(found, wanted) << key;
      EXPECT_FALSE(other.at(key).empty()) << key;
    }
  }
}

}  // namespace
}  // namespace chancery::http::pages
