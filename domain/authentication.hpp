#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace chancery {

/// How a user proved who they are: `amr` (RFC 8176) and `acr` of OpenID Connect Core §2.
struct Authentication {
  std::vector<std::string> amr{};
  /// Empty for logins that no authorization code made.
  std::string acr{};

  bool operator==(const Authentication&) const = default;
};

/// The classes of authentication there are, each stronger than the one before: one factor, and two
/// of them. A passkey whose device has verified its user is two: what they have, and what they know
/// or are.
inline constexpr std::string_view one_factor_acr = "1";
inline constexpr std::string_view two_factor_acr = "2";
inline constexpr std::array acr_values{one_factor_acr, two_factor_acr};

/// The words of `amr`. All but `rc`, a recovery code, are RFC 8176's.
namespace amr {
inline constexpr const char* password = "pwd";
inline constexpr const char* one_time_password = "otp";
inline constexpr const char* recovery_code = "rc";
/// A key that is copied between devices, and one that is not, by what its authenticator says.
inline constexpr const char* software_key = "swk";
inline constexpr const char* hardware_key = "hwk";
/// Somebody touched the authenticator.
inline constexpr const char* user_presence = "user";
inline constexpr const char* several_factors = "mfa";
}  // namespace amr

/// The class that such proofs add up to.
inline std::string_view acr_of(const std::vector<std::string>& methods) {
  const bool several = std::ranges::find(methods, amr::several_factors) != methods.end();
  return several ? two_factor_acr : one_factor_acr;
}

/// Whether a login of the one class will do where the other is asked for.
inline bool is_at_least(std::string_view acr, std::string_view wanted) { return acr >= wanted; }

/// A login that was proved in these ways.
inline Authentication authenticated(std::vector<std::string> methods) {
  std::string acr(acr_of(methods));
  return {std::move(methods), std::move(acr)};
}

/// What was proved before and what was proved now, which together are several factors.
inline std::vector<std::string> with_factor(std::vector<std::string> before,
                                            const std::vector<std::string>& now) {
  std::erase(before, amr::several_factors);
  for (const auto& method : now) {
    if (std::ranges::find(before, method) == before.end()) before.push_back(method);
  }
  before.emplace_back(amr::several_factors);
  return before;
}

/// A login by password alone.
inline Authentication by_password() { return authenticated({amr::password}); }

}  // namespace chancery
