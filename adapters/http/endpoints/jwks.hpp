#pragma once

#include "adapters/http/message.hpp"
#include "domain/time.hpp"
#include "ports/inbound/publish_keys.hpp"

namespace chancery::http {

/// GET /.well-known/jwks.json (RFC 7517 §5).
class JwksEndpoint {
 public:
  JwksEndpoint(inbound::PublishKeys& keys, Lifetime max_age) : keys_(keys), max_age_(max_age) {}

  Reply operator()(const Request& request) const;

 private:
  inbound::PublishKeys& keys_;
  Lifetime max_age_;
};

}  // namespace chancery::http
