#pragma once

#include <string>

#include "adapters/http/message.hpp"
#include "domain/strong.hpp"
#include "domain/time.hpp"

namespace chancery::http {

/// GET /.well-known/openid-configuration (OpenID Connect Discovery §4) and
/// /.well-known/oauth-authorization-server (RFC 8414 §3). One document serves both; it names what
/// works and nothing else.
class MetadataEndpoint {
 public:
  MetadataEndpoint(const Issuer& issuer, Lifetime max_age);

  Reply operator()(const Request& request) const;

 private:
  std::string json_;
  std::string etag_;
  Lifetime max_age_;
};

}  // namespace chancery::http
