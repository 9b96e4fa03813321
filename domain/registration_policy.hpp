#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace chancery {

/// Who may make an account for themselves.
enum class RegistrationPolicy : std::uint8_t {
  open,    ///< everybody
  invite,  ///< who was invited by an administrator
  off,     ///< nobody
};

inline constexpr std::array registration_policies{
    RegistrationPolicy::open, RegistrationPolicy::invite, RegistrationPolicy::off};

constexpr std::string_view name(RegistrationPolicy policy) {
  switch (policy) {
    case RegistrationPolicy::open: return "open";
    case RegistrationPolicy::invite: return "invite";
    case RegistrationPolicy::off: return "off";
  }
  std::unreachable();
}

constexpr std::optional<RegistrationPolicy> parse_registration_policy(std::string_view text) {
  for (const auto policy : registration_policies) {
    if (name(policy) == text) return policy;
  }
  return std::nullopt;
}

}  // namespace chancery
