#pragma once

#include <array>
#include <string_view>

#include "domain/codec/json.hpp"
#include "domain/user.hpp"

namespace chancery::http {

/// What of an account is never its user's to set (attack B90).
inline constexpr std::array<std::string_view, 4> members_of_administrators{
    "email_verified", "roles", "disabled", "claims"};

/// An account as the first-party API shows it to its user and to administrators. No secret.
codec::Json user_json(const User& user);

}  // namespace chancery::http
