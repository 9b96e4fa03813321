#include <gtest/gtest.h>

#include <algorithm>

#include "adapters/http/pages/built_in.hpp"
#include "adapters/templates/catalogue.hpp"

namespace chancery::http::pages {
namespace {

using templates::Catalogue;
using templates::placeholders;

TEST(PageTexts, LanguagesSayTheSameThings) {
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
