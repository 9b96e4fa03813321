#include "adapters/http/dispatch/standard_replies.hpp"

#include <algorithm>
#include <utility>

namespace chancery::http {

Reply error_reply(int status, std::string_view code, std::string detail) {
  Reply reply{.status = status, .body = R"({"error":")" + std::string(code) + R"("})"};
  reply.log.detail = std::move(detail);
  return reply;
}

Reply unavailable_reply(std::chrono::seconds retry_after, std::string detail) {
  auto reply = error_reply(503, "temporarily_unavailable", std::move(detail));
  const auto seconds = std::max(retry_after, std::chrono::seconds(1)).count();
  reply.headers.emplace_back("Retry-After", std::to_string(seconds));
  return reply;
}

}  // namespace chancery::http
