#include "domain/codec/base32.hpp"

#include <gtest/gtest.h>

namespace chancery::codec {
namespace {

struct Row {
  std::string bytes;
  std::string text;
};
// RFC 4648 §10, without the padding.
const Row rows[] = {{"", ""},
                    {"f", "MY"},
                    {"fo", "MZXQ"},
                    {"foo", "MZXW6"},
                    {"foob", "MZXW6YQ"},
                    {"fooba", "MZXW6YTB"},
                    {"foobar", "MZXW6YTBOI"}};

TEST(Base32, WritesAndReadsWhatTheRfcHas) {
  for (const auto& [bytes, text] : rows) {
    EXPECT_EQ(base32(bytes), text);
    EXPECT_EQ(from_base32(text), bytes);
  }
}

TEST(Base32, ReadsOneTextForEachStringOnly) {
  for (const auto* text : {"MY======", "my", "M", "MZX", "MZXW6Y", "MZ", "MZXR", "MY ", " MY", "M1",
                           "M0", "MZXW6YTBO", "M\xc3\x84"}) {
    EXPECT_EQ(from_base32(text), std::nullopt) << text;
  }
}

TEST(Base32, BringsEveryByteBack) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  for (std::size_t length = 0; length <= all.size(); ++length) {
    const auto bytes = all.substr(all.size() - length);
    EXPECT_EQ(from_base32(base32(bytes)), bytes);
  }
}

}  // namespace
}  // namespace chancery::codec
