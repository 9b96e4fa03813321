#pragma once

#include <array>
#include <string_view>

#include "domain/codec/json.hpp"
#include "domain/user.hpp"

namespace chancery::http {

/// What of an account is never its user's to set (attack B90).
inline constexpr std::array<std::string_view, 4> members_of_administrators{
    "email_verified", "roles", "disabled", "claims"};

/// An account as the first-party API shows it to its user. No secret.
codec::Json user_json(const User& user);

/// The same for administrators: with the claims, of which not all may be meant for the user.
codec::Json managed_user_json(const User& user);

}  // namespace chancery::http
