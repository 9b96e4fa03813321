#pragma once

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

/// The one class of authentication there is: `acr` of a login by password.
inline constexpr std::string_view password_acr = "1";

/// A login by password.
inline Authentication by_password() { return {{"pwd"}, std::string(password_acr)}; }

}  // namespace chancery
