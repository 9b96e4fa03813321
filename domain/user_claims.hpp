#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "domain/codec/json.hpp"
#include "domain/user.hpp"

namespace chancery {

/// Claims that the authority states itself (RFC 7519 §4.1, RFC 9068 §2.2, OpenID Connect Core §2
/// and §5.1): an account's own must not stand in for them.
bool is_reserved_claim(std::string_view name);

/// Why an account may not have a claim, for a person.
struct ClaimFault {
  std::string message;
  /// What to do, where the message does not say it.
  std::string hint;
};

/// Nothing if it may. Names are 1 to 64 printable ASCII characters without space, quote and
/// backslash; values at most 4096 bytes, and those of standard claims of their form.
std::optional<ClaimFault> fault_of_claim(const std::string& name, std::string_view value);

/// Where a claim of a user may go beside what scopes give.
enum class ClaimTarget : std::uint8_t { access_token, id_token, userinfo };

inline constexpr std::array claim_targets{ClaimTarget::access_token, ClaimTarget::id_token,
                                          ClaimTarget::userinfo};

constexpr std::string_view name(ClaimTarget target) {
  switch (target) {
    case ClaimTarget::access_token: return "access_token";
    case ClaimTarget::id_token: return "id_token";
    case ClaimTarget::userinfo: return "userinfo";
  }
  std::unreachable();
}

constexpr std::optional<ClaimTarget> parse_claim_target(std::string_view text) {
  for (const auto target : claim_targets) {
    if (name(target) == text) return target;
  }
  return std::nullopt;
}

/// Which claims of its users a client gets, and where: a client's registration says it one by one.
using ReleasedClaims = std::map<std::string, std::set<ClaimTarget>>;

/// Whether a rule may name it: `roles`, a standard claim but `sub`, or a claim that an account may
/// have of its own.
bool is_releasable_claim(std::string_view name);

/// Whether any claim goes there.
bool releases_to(const ReleasedClaims& rules, ClaimTarget target);

/// What the account has of the claims that go there. `roles` is a list, of none if need be.
codec::Json::Object released_claims(const User& user, const ReleasedClaims& rules,
                                    ClaimTarget target);

}  // namespace chancery
