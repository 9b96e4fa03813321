#include "adapters/crypto/sealer.hpp"

#include <gtest/gtest.h>

#include "adapters/crypto/entropy.hpp"
#include "domain/codec/base64url.hpp"
#include "ports/unavailable.hpp"

namespace chancery::crypto {
namespace {

constexpr SealedPlace place{.table = "keys", .row = "k1", .column = "sealed"};

class SealerTest : public testing::Test {
 protected:
  [[nodiscard]] Sealer sealer(const std::string& master_keys) {
    return {MasterKeys::parse(Secret(master_keys)).value(), entropy};
  }
  [[nodiscard]] std::string fresh() { return MasterKeys::make(entropy).reveal(); }

  Entropy entropy;
  std::string old_key = fresh();
  std::string new_key = fresh();
  Sealer under_old = sealer(old_key);
};

TEST_F(SealerTest, OpensWhatItSealed) {
  for (const auto& text : {std::string(), std::string("x"), std::string(5000, '\xff')}) {
    const auto opened = under_old.open(under_old.seal(Secret(text), place), place);
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->reveal(), text);
  }
}

TEST_F(SealerTest, SealsTheSameTextDifferentlyEachTime) {
  EXPECT_NE(under_old.seal(Secret("x"), place), under_old.seal(Secret("x"), place));
}

TEST_F(SealerTest, OpensNothingInAnotherPlace) {
  const auto sealed = under_old.seal(Secret("x"), place);
  EXPECT_FALSE(under_old.open(sealed, {"clients", "k1", "sealed"}));
  EXPECT_FALSE(under_old.open(sealed, {"keys", "k2", "sealed"}));
  EXPECT_FALSE(under_old.open(sealed, {"keys", "k1", "name"}));
}

TEST_F(SealerTest, TheFirstKeySealsAndAllOpen) {
  auto both = sealer(new_key + "," + old_key);
  EXPECT_TRUE(both.open(under_old.seal(Secret("x"), place), place));
  const auto sealed = both.seal(Secret("x"), place);
  EXPECT_TRUE(sealer(new_key).open(sealed, place));
  EXPECT_FALSE(under_old.open(sealed, place));
}

TEST_F(SealerTest, AnotherKeysTextDoesNotOpenUnderAForgedHint) {
  const auto theirs = sealer(new_key).seal(Secret("x"), place);
  const auto ours = under_old.seal(Secret("x"), place);
  const auto hint_end = ours.rfind('.') + 1;
  EXPECT_FALSE(under_old.open(ours.substr(0, hint_end) + theirs.substr(hint_end), place));
}

TEST_F(SealerTest, OpensNothingOnceACharacterDiffers) {
  const auto sealed = under_old.seal(Secret("a secret of some length"), place);
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    for (const char c : {'A', 'B', '.', '='}) {
      if (sealed[i] == c) continue;
      auto altered = sealed;
      altered[i] = c;
      EXPECT_FALSE(under_old.open(altered, place)) << i;
    }
    EXPECT_FALSE(under_old.open(sealed.substr(0, i), place)) << i;
  }
  EXPECT_FALSE(under_old.open(sealed + "A", place));
  EXPECT_FALSE(under_old.open(sealed + "=", place));
}

TEST_F(SealerTest, TheSealedTextSaysNothingOfKeyOrSecret) {
  const auto sealed = under_old.seal(Secret("a secret of some length"), place);
  EXPECT_EQ(sealed.find(old_key.substr(0, 8)), std::string::npos);
  EXPECT_EQ(sealed.find(codec::base64url("a secret of some")), std::string::npos);
}

TEST_F(SealerTest, B102_WithoutEntropyNothingIsSealed) {
  Entropy broken([](unsigned char*, int) { return 0; });
  Sealer sealer(MasterKeys::parse(Secret(old_key)).value(), broken);
  EXPECT_THROW((void)sealer.seal(Secret("x"), place), Unavailable);
}

}  // namespace
}  // namespace chancery::crypto
