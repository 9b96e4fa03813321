#pragma once

#include <expected>
#include <string>
#include <vector>

#include "domain/secret.hpp"
#include "ports/outbound/entropy.hpp"

namespace chancery::crypto {

/// The keys that seal other keys in the database. An immutable value.
class MasterKeys {
 public:
  /// Why a setting cannot be used, and what to do. Neither ever quotes the setting.
  struct Problem {
    std::string message;
    std::string hint;

    bool operator==(const Problem&) const = default;
  };

  /// Reads `MASTER_KEY`: keys of 32 bytes in base64, commas between them, no white space. Either
  /// alphabet of RFC 4648, canonical, with or without its padding. Refuses keys that are visibly
  /// not random: few different bytes, a short pattern repeated, a sequence (attack B101).
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
