#pragma once

#include "adapters/http/message.hpp"
#include "domain/codec/json.hpp"
#include "domain/oauth_error.hpp"

namespace chancery::http {

/// A JSON answer that must not be cached.
Reply json_reply(int status, const codec::Json& body);

/// RFC 6749 §5.2; 429 with `Retry-After` for what was not looked at after too many attempts. The
/// detail goes to the log and no further. `challenge_basic` says whether the
/// client tried `Authorization: Basic`, so that a 401 names that scheme.
Reply refuse(const OAuthError& error, bool challenge_basic = false);

/// RFC 6750 §3: the refusal of a bearer token. An empty `error` (no token was sent) gets the bare
/// challenge.
Reply refuse_bearer(const OAuthError& error);
Reply challenge_bearer();

}  // namespace chancery::http
