#pragma once

#include <string>
#include <string_view>

#include "domain/authentication.hpp"
#include "domain/claims_request.hpp"

namespace chancery::sql {

/// How a user proved who they are and what `claims` asked for, as the JSON that is kept in a
/// column; what is empty has no member. Writing throws std::invalid_argument for text that is not
/// UTF-8 or holds NUL; reading throws Unavailable for anything else than what was written.
struct AuthenticationColumn {
  Authentication authentication{};
  ClaimsRequest claims{};
};

std::string authentication_text(const Authentication& authentication,
                                const ClaimsRequest& claims = {});
AuthenticationColumn authentication_from_json(std::string_view text);

}  // namespace chancery::sql
