#pragma once

#include "adapters/http/message.hpp"
#include "ports/inbound/read_userinfo.hpp"

namespace chancery::http {

/// GET and POST /oauth2/userinfo (OpenID Connect Core §5.3). The token comes in the Authorization
/// header, or in the form of a POST (RFC 6750 §2.2); never in the URL.
class UserinfoEndpoint {
 public:
  explicit UserinfoEndpoint(inbound::ReadUserinfo& userinfo) : userinfo_(userinfo) {}

  Reply operator()(const Request& request) const;

 private:
  inbound::ReadUserinfo& userinfo_;
};

}  // namespace chancery::http
