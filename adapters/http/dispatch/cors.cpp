#include "adapters/http/dispatch/cors.hpp"

namespace chancery::http {

std::optional<std::string> allowed_origin(Cors cors, const Headers& headers,
                                          inbound::CheckOrigin& check) {
  if (cors == Cors::any) return "*";
  if (cors == Cors::none) return std::nullopt;
  const auto origin = headers.get("Origin");
  if (!origin || !check.is_allowed(*origin)) return std::nullopt;
  return std::string(*origin);
}

bool is_preflight(const Headers& headers) {
  return headers.count("Origin") == 1 && headers.count("Access-Control-Request-Method") == 1;
}

void add_preflight_fields(Reply& reply, std::string_view methods) {
  reply.headers.emplace_back("Access-Control-Allow-Methods", methods);
  reply.headers.emplace_back("Access-Control-Allow-Headers",
                             "Authorization, Content-Type, X-Request-Id, Idempotency-Key");
  reply.headers.emplace_back("Access-Control-Max-Age", "600");
}

void add_cors_fields(Reply& reply, Cors cors, const std::optional<std::string>& origin) {
  if (cors == Cors::registered) reply.headers.emplace_back("Vary", "Origin");
  if (!origin) return;
  reply.headers.emplace_back("Access-Control-Allow-Origin", *origin);
  reply.headers.emplace_back("Access-Control-Expose-Headers",
                             "X-Request-Id, WWW-Authenticate, Retry-After, RateLimit, "
                             "RateLimit-Policy");
}

void open_to_every_origin(Reply& reply) { add_cors_fields(reply, Cors::any, "*"); }

}  // namespace chancery::http
