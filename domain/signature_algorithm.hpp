#pragma once

#include <optional>
#include <string_view>
#include <utility>

namespace chancery {

/// `alg` values of RFC 7518 §3.1 that tokens are signed with, spelt as there.
enum class SignatureAlgorithm { ES256, RS256 };

constexpr std::string_view name(SignatureAlgorithm alg) {
  switch (alg) {
    case SignatureAlgorithm::ES256: return "ES256";
    case SignatureAlgorithm::RS256: return "RS256";
  }
  std::unreachable();
}

constexpr std::optional<SignatureAlgorithm> parse_signature_algorithm(std::string_view text) {
  for (const auto alg : {SignatureAlgorithm::ES256, SignatureAlgorithm::RS256}) {
    if (text == name(alg)) return alg;
  }
  return std::nullopt;
}

}  // namespace chancery
