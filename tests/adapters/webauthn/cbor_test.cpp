// CBOR as authenticators write it, and all that they do not write.

#include "adapters/webauthn/cbor.hpp"

#include <gtest/gtest.h>

namespace chancery::webauthn {
namespace {

using namespace std::string_literals;

std::int64_t integer(const std::string& bytes) {
  const auto item = read_cbor(bytes);
  return item && item->as_integer() != nullptr ? *item->as_integer() : -4711;
}

// RFC 8949, appendix A.
TEST(Cbor, ReadsIntegersOfEveryWidth) {
  EXPECT_EQ(integer("\x00"s), 0);
  EXPECT_EQ(integer("\x17"s), 23);
  EXPECT_EQ(integer("\x18\x64"s), 100);
  EXPECT_EQ(integer("\x19\x03\xe8"s), 1000);
  EXPECT_EQ(integer("\x1a\x00\x0f\x42\x40"s), 1'000'000);
  EXPECT_EQ(integer("\x1b\x00\x00\x00\xe8\xd4\xa5\x10\x00"s), 1'000'000'000'000);
  EXPECT_EQ(integer("\x20"s), -1);
  EXPECT_EQ(integer("\x38\x63"s), -100);
  EXPECT_EQ(integer("\x39\x03\xe7"s), -1000);
  EXPECT_EQ(integer("\x1b\x7f\xff\xff\xff\xff\xff\xff\xff"s), INT64_MAX);
  EXPECT_EQ(integer("\x3b\x7f\xff\xff\xff\xff\xff\xff\xff"s), INT64_MIN);
}

TEST(Cbor, ReadsTextsBytesAndMaps) {
  const auto map = read_cbor("\xa3\x61\x61\x43\x01\x02\x03\x20\x61\x62\x01\x82\xf5\xf6"s);
  ASSERT_TRUE(map && map->as_map() != nullptr);
  EXPECT_EQ(map->as_map()->size(), 3U);
  EXPECT_EQ(*map->find("a")->as_bytes(), "\x01\x02\x03");
  EXPECT_EQ(*map->find(-1)->as_text(), "b");
  EXPECT_EQ(*map->find(1), Cbor(Cbor::Array{Cbor(true), Cbor(Cbor::Simple{})}));
  EXPECT_EQ(map->find("b"), nullptr);
  EXPECT_EQ(map->find(2), nullptr);
  EXPECT_EQ(map->find(1)->find(0), nullptr) << "an array has no keys";
}

TEST(Cbor, AnythingElseIsRefused) {
  const std::pair<const char*, std::string> rows[] = {
      {"nothing", ""},
      {"two items", "\x01\x01"s},
      {"a text that is cut off", "\x62\x61"s},
      {"a map that is cut off", "\xa1\x01"s},
      {"an indefinite text", "\x7f\x61\x61\xff"s},
      {"indefinite bytes", "\x5f\x41\x61\xff"s},
      {"an indefinite array", "\x9f\x01\xff"s},
      {"an indefinite map", "\xbf\x01\x01\xff"s},
      {"a break", "\xff"s},
      {"a tag", "\xc0\x01"s},
      {"a fraction", "\xf9\x3c\x00"s},
      {"a long fraction", "\xfb\x3f\xf1\x99\x99\x99\x99\x99\x9a"s},
      {"an integer beyond 63 bits", "\x1b\x80\x00\x00\x00\x00\x00\x00\x00"s},
      {"a negative one", "\x3b\x80\x00\x00\x00\x00\x00\x00\x00"s},
      {"a key twice", "\xa2\x01\x01\x01\x02"s},
      {"a key of bytes", "\xa1\x41\x61\x01"s},
      {"a reserved head", "\x1c"s},
  };
  for (const auto& [what, bytes] : rows) EXPECT_FALSE(read_cbor(bytes)) << what;
}

TEST(Cbor, B99_LengthsThatAreClaimedCostNothing) {
  EXPECT_FALSE(read_cbor("\x9b\x7f\xff\xff\xff\xff\xff\xff\xff"s));
  EXPECT_FALSE(read_cbor("\xbb\x7f\xff\xff\xff\xff\xff\xff\xff"s));
  EXPECT_FALSE(read_cbor("\x5b\x7f\xff\xff\xff\xff\xff\xff\xff"s));
  EXPECT_FALSE(read_cbor("\x7b\xff\xff\xff\xff\xff\xff\xff\xff"s));
}

TEST(Cbor, B99_DepthAndNumberAreBounded) {
  EXPECT_TRUE(read_cbor("\x81\x81\x81\x81\x01"s));
  EXPECT_FALSE(read_cbor("\x81\x81\x81\x81\x81\x01"s));
  EXPECT_TRUE(read_cbor("\x98\xff"s + std::string(255, '\1')));
  EXPECT_FALSE(read_cbor("\x99\x01\x00"s + std::string(256, '\1')));
  EXPECT_FALSE(read_cbor(std::string(100'000, '\x81')));
}

TEST(TakeCbor, TakesOneItemAndLeavesTheRest) {
  const auto bytes = "\x61\x61rest"s;
  std::string_view rest = bytes;
  EXPECT_EQ(*take_cbor(rest).value().as_text(), "a");
  EXPECT_EQ(rest, "rest");
  std::string_view broken = "\x62\x61";
  EXPECT_FALSE(take_cbor(broken));
  EXPECT_EQ(broken.size(), 2U);
}

}  // namespace
}  // namespace chancery::webauthn
