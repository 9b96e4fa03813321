#include "domain/codec/unicode.hpp"

#include <gtest/gtest.h>

namespace chancery::codec {
namespace {

using namespace std::string_literals;

/// The figures of UAX #15, §1.2 and §1.3.
TEST(Nfc, IsWhatUnicodeSaysItIs) {
  const struct {
    std::string text;
    std::string normal;
  } rows[] = {
      {"", ""},
      {"plain ASCII stays", "plain ASCII stays"},
      {"nul\0stays"s, "nul\0stays"s},
      {"\u212b", "\u00c5"},                // angstrom sign
      {"\u2126", "\u03a9"},                // ohm sign
      {"A\u030a", "\u00c5"},               // letter and ring
      {"o\u0302", "\u00f4"},               //
      {"s\u0323\u0307", "\u1e69"},         // dots below and above
      {"\u1e0b\u0323", "\u1e0d\u0307"},    // marks in their canonical order
      {"q\u0307\u0323", "q\u0323\u0307"},  // no letter of its own
      {"\u1112\u1161\u11ab", "\ud55c"},    // Hangul is put together
      {"\u0958", "\u0915\u093c"},          // excluded from composition
      {"\ufb01", "\ufb01"},                // compatibility is no equivalence
      {"2\u2075", "2\u2075"},              //
      {"\U0001f600", "\U0001f600"},
  };
  for (const auto& [text, normal] : rows) {
    EXPECT_EQ(nfc(text), normal) << text;
    EXPECT_EQ(nfc(nfc(text)), normal) << text;
  }
}

TEST(Nfc, KeepsTheOrderOfMarksOfOneClass) {
  EXPECT_NE(nfc("x\u0301\u0308"), nfc("x\u0308\u0301"));
  EXPECT_EQ(nfc("x\u0323\u0308"), nfc("x\u0308\u0323"));
}

TEST(Nfc, GivesBytesThatAreNoTextBackAsTheyAre) {
  EXPECT_EQ(nfc("e\u0301\xff"), "e\u0301\xff");
  EXPECT_EQ(folded("A\xff"), "A\xff");
}

TEST(Folded, TakesAwayCaseAndShape) {
  EXPECT_EQ(folded("Stra\u00dfe"), folded("STRASSE"));
  EXPECT_EQ(folded("\u039f\u0394\u039f\u03a3"), folded("\u03bf\u03b4\u03bf\u03c2"));
  EXPECT_EQ(folded("\uff23\uff28"), "ch");
  EXPECT_NE(folded("e\u0301"), "e");
}

}  // namespace
}  // namespace chancery::codec
