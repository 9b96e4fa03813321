#pragma once

#include <expected>

#include "adapters/http/message.hpp"
#include "adapters/http/problem.hpp"
#include "ports/inbound/authenticate_bearer.hpp"

namespace chancery::http {

/// The user whose access token the request carries in `Authorization: Bearer`: 401 without one or
/// with one that is not valid, 403 for another party's, 400 for a header that cannot be read.
std::expected<inbound::Caller, Problem> caller_of(const Request& request,
                                                  inbound::AuthenticateBearer& bearer);

/// The same, and an administrator by the store's word of now: else 403 (attack B96).
std::expected<inbound::Caller, Problem> admin_of(const Request& request,
                                                 inbound::AuthenticateBearer& bearer);

/// The reply, its log line naming who asked.
Reply asked_by(const inbound::Caller& caller, Reply reply);

/// The endpoint for requests without a query, and 400 for the others: a token or a password in a
/// URL ends up in logs (attacks B27, B75).
Endpoint without_query(Endpoint endpoint);

}  // namespace chancery::http
