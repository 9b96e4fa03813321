#pragma once

#include <expected>
#include <vector>

#include "adapters/crypto/key_text.hpp"
#include "domain/secret.hpp"
#include "ports/outbound/entropy.hpp"

namespace chancery::crypto {

/// The keys that seal other keys in the database. An immutable value.
class MasterKeys {
 public:
  using Problem = KeyTextProblem;

  /// Reads `MASTER_KEY`: keys as key_text.hpp has them, commas between them.
  static std::expected<MasterKeys, Problem> parse(const Secret& setting);

  /// A fresh key in the form that `parse` reads. Throws Unavailable without entropy.
  [[nodiscard]] static Secret make(outbound::Entropy& entropy);

  /// 32 bytes each, never empty. The first seals, all open.
  [[nodiscard]] const std::vector<Secret>& keys() const { return keys_; }

 private:
  explicit MasterKeys(std::vector<Secret> keys) : keys_(std::move(keys)) {}

  std::vector<Secret> keys_;
};

}  // namespace chancery::crypto
