#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/http/message.hpp"
#include "ports/inbound/check_origin.hpp"

namespace chancery::http {

/// Which origin may read the answer: the value of `Access-Control-Allow-Origin`, or nothing. May
/// throw Unavailable, so it is asked before the endpoint has changed anything.
[[nodiscard]] std::optional<std::string> allowed_origin(Cors cors, const Headers& headers,
                                                        inbound::CheckOrigin& check);

/// Whether a request asks what it may ask (Fetch §3.3.1). The method OPTIONS is the caller's to
/// check.
[[nodiscard]] bool is_preflight(const Headers& headers);

/// Adds the answer to a preflight; `methods` as in `Allow`.
void add_preflight_fields(Reply& reply, std::string_view methods);

/// Adds what every answer of a route with this policy carries. Credentials are never allowed
/// (attack B17).
void add_cors_fields(Reply& reply, Cors cors, const std::optional<std::string>& origin);

/// Lets every page read an answer that the server gives by itself where nobody can be asked about
/// origins: it says the same to everybody.
void open_to_every_origin(Reply& reply);

}  // namespace chancery::http
