#include "adapters/http/endpoints/health.hpp"

#include <utility>

#include "adapters/http/oauth_reply.hpp"

namespace chancery::http {

namespace {

const char* name(inbound::DatabaseBreaker state) {
  using enum inbound::DatabaseBreaker;
  switch (state) {
    case closed: return "closed";
    case open: return "open";
    case half_open: return "half_open";
  }
  std::unreachable();
}

}  // namespace

Reply live(const Request&) { return json_reply(200, codec::Json::object({{"status", "live"}})); }

Reply ReadyEndpoint::operator()(const Request&) const {
  const auto health = health_.check();
  const char* status = health.ready ? "ready" : health.draining ? "draining" : "starting";
  return json_reply(health.ready ? 200 : 503,
                    codec::Json::object({{"status", status},
                                         {"database", health.database ? "up" : "down"},
                                         {"breaker", name(health.breaker)}}));
}

}  // namespace chancery::http
