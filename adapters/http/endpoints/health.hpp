#pragma once

#include "adapters/http/message.hpp"
#include "ports/inbound/check_health.hpp"

namespace chancery::http {

/// GET /health/live: the process answers.
Reply live(const Request& request);

/// GET /health/ready: 200 once schema and keys are in hand, 503 while starting or draining. A
/// database lost later shows in the body only: taking every node out for it would help nobody.
class ReadyEndpoint {
 public:
  explicit ReadyEndpoint(inbound::CheckHealth& health) : health_(health) {}

  Reply operator()(const Request& request) const;

 private:
  inbound::CheckHealth& health_;
};

}  // namespace chancery::http
