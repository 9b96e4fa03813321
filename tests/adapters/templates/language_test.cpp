#include "adapters/templates/language.hpp"

#include <gtest/gtest.h>

#include "adapters/templates/catalogue.hpp"
#include "adapters/templates/languages.hpp"

namespace chancery::templates {
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

TEST(Languages, ChooseAmongThoseThereAre) {
  const Languages languages{{"en", "yes = yes\n"}, {"de", "yes = ja\n"}};
  EXPECT_EQ(languages.tags(), (Ranges{"en", "de"}));
  EXPECT_EQ(languages.english().at("yes"), "yes");
  EXPECT_EQ(languages.choose({}, "de-CH").texts.at("yes"), "ja");
  EXPECT_EQ(languages.choose(Ranges{"de"}, "en").tag, "de");
  EXPECT_EQ(languages.choose({}, "it").tag, "en");
}

TEST(Languages, TextsOfOursThatCannotBeReadAreAMistake) {
  EXPECT_THROW((Languages{{"en", "no text"}}), std::logic_error);
}

TEST(Catalogue, SaysWhichLineIsWrong) {
  EXPECT_EQ(Catalogue::parse("# a\n\na = b\nc\n").error().line, 4U);
  EXPECT_EQ(Catalogue::parse("a = b\na = c\n").error().line, 2U);
  EXPECT_EQ(Catalogue::parse("a = \xff\n").error().line, 1U);
}

}  // namespace
}  // namespace chancery::templates
