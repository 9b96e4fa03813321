#pragma once

#include <cstddef>
#include <string>

#include "ports/outbound/entropy.hpp"

namespace chancery::crypto {

/// OpenSSL's generator, seeded by getrandom(2): it needs no file descriptor, so running out of them
/// weakens nothing (attack B102).
class Entropy final : public outbound::Entropy {
 public:
  /// Fills `count` bytes; 1 when it did, as RAND_bytes(3) has it.
  using Generator = int (*)(unsigned char* bytes, int count);

  Entropy();
  /// For tests: how a generator that fails is seen to fail.
  explicit Entropy(Generator generator) : generator_(generator) {}

  /// At most 2^31 - 1 bytes at a time. Throws Unavailable when the generator says that it failed.
  [[nodiscard]] std::string bytes(std::size_t count) override;

 private:
  Generator generator_;
};

}  // namespace chancery::crypto
