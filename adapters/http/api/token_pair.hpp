#pragma once

#include <functional>

#include "adapters/http/problem.hpp"
#include "ports/inbound/issue_tokens.hpp"

namespace chancery::http {

/// The tokens of a grant as the first-party API answers with them: RFC 6749 §5.1 when they were
/// issued, else the problem that `refused` makes of the error.
Reply token_pair(inbound::IssueTokens& tokens, const Client& client,
                 const inbound::TokenRequest& wanted, const Request& request,
                 const std::function<Problem(const OAuthError&)>& refused);

}  // namespace chancery::http
