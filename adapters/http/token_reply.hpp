#pragma once

#include "adapters/http/message.hpp"
#include "ports/inbound/issue_tokens.hpp"

namespace chancery::http {

/// RFC 6749 §5.1, with `refresh_token_expires_in`.
Reply token_reply(const inbound::TokenResponse& tokens);

/// What the request log says of issued tokens: names, never the tokens.
void note_tokens(LogFields& log, const inbound::TokenResponse& tokens);

}  // namespace chancery::http
