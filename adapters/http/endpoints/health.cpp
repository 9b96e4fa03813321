#include "adapters/http/endpoints/health.hpp"

#include "adapters/http/oauth_reply.hpp"

namespace chancery::http {

Reply live(const Request&) { return json_reply(200, codec::Json::object({{"status", "live"}})); }

Reply ReadyEndpoint::operator()(const Request&) const {
  const auto health = health_.check();
  const char* status = health.ready ? "ready" : health.draining ? "draining" : "starting";
  return json_reply(
      health.ready ? 200 : 503,
      codec::Json::object({{"status", status}, {"database", health.database ? "up" : "down"}}));
}

}  // namespace chancery::http
