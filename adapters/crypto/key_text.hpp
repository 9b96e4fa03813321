#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "domain/secret.hpp"

namespace chancery::crypto {

/// Why a text is no key, and what to do. Neither ever quotes it.
struct KeyTextProblem {
  std::string message;
  std::string hint;

  bool operator==(const KeyTextProblem&) const = default;
};

/// A key as settings hold it: 32 bytes in base64, either alphabet of RFC 4648, canonical, with or
/// without its padding, no white space. Refuses keys that are visibly not random: few different
/// bytes, a short pattern repeated, a sequence (attack B101). Pure.
std::expected<Secret, KeyTextProblem> read_key_text(std::string_view text);

/// That there is no text at all.
KeyTextProblem empty_key_text();

}  // namespace chancery::crypto
