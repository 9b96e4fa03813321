#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "domain/origin.hpp"
#include "domain/strong.hpp"
#include "domain/time.hpp"

namespace chancery {

enum class AccountRequestKind : std::uint8_t {
  reset_password,  ///< a link for another password
  verify_email,    ///< a link that proves the address
  registration,    ///< an account
};

inline constexpr std::array account_request_kinds{AccountRequestKind::reset_password,
                                                  AccountRequestKind::verify_email,
                                                  AccountRequestKind::registration};

constexpr std::string_view name(AccountRequestKind kind) {
  using enum AccountRequestKind;
  switch (kind) {
    case reset_password: return "reset_password";
    case verify_email: return "verify_email";
    case registration: return "registration";
  }
  std::unreachable();
}

constexpr std::optional<AccountRequestKind> parse_account_request_kind(std::string_view text) {
  for (const auto kind : account_request_kinds) {
    if (name(kind) == text) return kind;
  }
  return std::nullopt;
}

/// What somebody wants who may be anybody: written down as it is, and looked at when they have
/// their answer. Whether the address has an account can so be told neither by the answer nor by
/// what it takes (attack B80).
struct AccountRequest {
  AccountRequestId id;
  AccountRequestKind kind;
  /// As it was typed; it has a canonical form.
  std::string email;

  struct Registration {
    /// Drawn when it was asked for, so that a second look at the request makes no second account.
    UserId id;
    std::optional<std::string> username{};
    PasswordHash password;

    bool operator==(const Registration&) const = default;
  };
  /// Exactly for a registration.
  std::optional<Registration> registration{};

  /// The languages that the asker reads, best first, commas between.
  std::string languages{};
  Origin origin{};
  std::string request_id{};
  Instant requested_at{};
  Instant next_attempt_at{};
  /// How often somebody began to look at it.
  std::int64_t attempts = 0;

  bool operator==(const AccountRequest&) const = default;
};

/// For how long a request is tried.
inline constexpr Lifetime account_request_lifetime = std::chrono::hours(1);
/// How long looking at one may take, and how soon another tries who meets one that was not
/// answered: who has claimed a request has it so long.
inline constexpr Lifetime account_request_lease = std::chrono::seconds(30);

}  // namespace chancery
