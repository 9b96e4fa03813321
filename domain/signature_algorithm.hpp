#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace chancery {

/// `alg` values of RFC 7518 §3.1 and RFC 8037 §3.1 that tokens are signed with, spelt as there.
/// EdDSA is Ed25519.
enum class SignatureAlgorithm { ES256, RS256, PS256, EdDSA };
inline constexpr std::array signature_algorithms{
    SignatureAlgorithm::ES256, SignatureAlgorithm::RS256, SignatureAlgorithm::PS256,
    SignatureAlgorithm::EdDSA};

constexpr std::string_view name(SignatureAlgorithm alg) {
  switch (alg) {
    case SignatureAlgorithm::ES256: return "ES256";
    case SignatureAlgorithm::RS256: return "RS256";
    case SignatureAlgorithm::PS256: return "PS256";
    case SignatureAlgorithm::EdDSA: return "EdDSA";
  }
  std::unreachable();
}

constexpr std::optional<SignatureAlgorithm> parse_signature_algorithm(std::string_view text) {
  for (const auto alg : signature_algorithms) {
    if (text == name(alg)) return alg;
  }
  return std::nullopt;
}

}  // namespace chancery
