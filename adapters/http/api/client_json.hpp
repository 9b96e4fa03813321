#pragma once

#include "adapters/http/api/json_body.hpp"
#include "domain/client.hpp"
#include "domain/codec/json.hpp"

namespace chancery::http {

/// A client as commands and the first-party API show it; members are named as RFC 7591 §2 and
/// OpenID Connect Dynamic Client Registration §2 name them. No secret and no digest of one.
codec::Json client_json(const Client& client);

/// The client as the members of the body change it (RFC 7396: null takes away what may be absent).
/// Errors stay with the body. What the domain would refuse is not refused here.
Client with_members(Client client, JsonBody& body);

}  // namespace chancery::http
