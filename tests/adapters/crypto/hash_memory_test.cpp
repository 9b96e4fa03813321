#include "adapters/crypto/hash_memory.hpp"

#include <gtest/gtest.h>
#include <sodium.h>
#include <sys/mman.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <string>
#include <string_view>
#include <thread>

namespace chancery::crypto {
namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20;
constexpr int as_libsodium = MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE;

std::string argon2id(std::string_view password, std::size_t memory) {
  std::string out(32, '\0');
  const std::array<unsigned char, crypto_pwhash_SALTBYTES> salt{};
  EXPECT_EQ(crypto_pwhash(reinterpret_cast<unsigned char*>(out.data()), out.size(), password.data(),
                          password.size(), salt.data(), 2, memory, crypto_pwhash_ALG_ARGON2ID13),
            0);
  return out;
}

void* map(std::size_t length, int flags = as_libsodium) {
  return mmap(nullptr, length, PROT_READ | PROT_WRITE, flags, -1, 0);
}

TEST(HashMemory, LibsodiumTakesItsMemoryFromIt) {
  HashMemory memory;
  const HashMemory::Use use(memory);
  (void)argon2id("a password", 8 * mebibyte);
  EXPECT_GE(memory.size(), 8 * mebibyte);
}

TEST(HashMemory, AHashIsTheSameInMemoryThatOthersHaveWritten) {
  const auto first = argon2id("first", 8 * mebibyte);
  const auto second = argon2id("second", 4 * mebibyte);
  HashMemory memory;
  const HashMemory::Use use(memory);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(argon2id("first", 8 * mebibyte), first);
    EXPECT_EQ(argon2id("second", 4 * mebibyte), second);
  }
}

TEST(HashMemory, LendsOnePieceAtATimeAndKeepsItForTheNext) {
  HashMemory memory;
  void* const lent = memory.lend(3 * mebibyte);
  ASSERT_NE(lent, nullptr);
  EXPECT_EQ(memory.lend(mebibyte), nullptr);
  EXPECT_TRUE(memory.take_back(lent));
  EXPECT_FALSE(memory.take_back(lent));
  EXPECT_EQ(memory.lend(4 * mebibyte), lent);
  EXPECT_TRUE(memory.take_back(lent));
}

TEST(HashMemory, BeginsAtAHugePage) {
  HashMemory memory;
  void* const lent = memory.lend(3 * mebibyte);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(lent) % (2 * mebibyte), 0U);
  memory.take_back(lent);
}

TEST(HashMemory, GrowsWithWhatIsAskedFor) {
  HashMemory memory;
  memory.take_back(memory.lend(2 * mebibyte));
  EXPECT_EQ(memory.size(), 2 * mebibyte);
  memory.take_back(memory.lend(5 * mebibyte));
  EXPECT_EQ(memory.size(), 6 * mebibyte);
}

TEST(HashMemory, HasNothingWhereThereIsNoRoom) {
  HashMemory memory;
  EXPECT_EQ(memory.lend(SIZE_MAX), nullptr);
  EXPECT_EQ(memory.lend(SIZE_MAX / 4), nullptr);
  EXPECT_EQ(memory.size(), 0U);
}

TEST(HashMemory, WhatIsGivenBackIsGone) {
  HashMemory memory;
  auto* const lent = static_cast<char*>(memory.lend(2 * mebibyte));
  ASSERT_NE(lent, nullptr);
  *lent = 'x';
  memory.take_back(lent);
  memory.give_back();
  EXPECT_EQ(memory.size(), 0U);
  auto* const again = static_cast<char*>(memory.lend(2 * mebibyte));
  ASSERT_NE(again, nullptr);
  EXPECT_EQ(*again, '\0');
  memory.take_back(again);
}

TEST(HashMemory, OtherMappingsAreTheSystems) {
  HashMemory memory;
  const HashMemory::Use use(memory);
  void* const plain = map(2 * mebibyte, MAP_PRIVATE | MAP_ANONYMOUS);
  void* const small = map(mebibyte / 2);
  EXPECT_EQ(memory.size(), 0U);
  EXPECT_EQ(munmap(plain, 2 * mebibyte), 0);
  EXPECT_EQ(munmap(small, mebibyte / 2), 0);
}

TEST(HashMemory, IsForTheThreadThatUsesItAndAsLongAsItDoes) {
  HashMemory memory;
  {
    const HashMemory::Use use(memory);
    std::thread([] { munmap(map(2 * mebibyte), 2 * mebibyte); }).join();
    EXPECT_EQ(memory.size(), 0U);
  }
  munmap(map(2 * mebibyte), 2 * mebibyte);
  EXPECT_EQ(memory.size(), 0U);
}

TEST(HashMemory, WhatCannotBeMappedSaysWhy) {
  EXPECT_EQ(map(0), MAP_FAILED);
  EXPECT_EQ(errno, EINVAL);
  EXPECT_EQ(munmap(nullptr, 0), -1);
  EXPECT_EQ(errno, EINVAL);
}

}  // namespace
}  // namespace chancery::crypto
