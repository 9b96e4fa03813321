#include "adapters/http/dispatch/standard_replies.hpp"

#include <utility>

#include "adapters/http/paths.hpp"
#include "adapters/http/problem.hpp"

namespace chancery::http {
namespace {

Problem standard_problem(int status) {
  switch (status) {
    case 404: return {status, "not_found", "there is nothing at this path"};
    case 405: return {status, "method_not_allowed", "the path has other methods: see Allow"};
    case 408: return {status, "timeout", "the request came too slowly"};
    case 413: return {status, "too_large", "a body has at most 64 KiB"};
    case 429: return {status, "too_many_requests", "try again after the time in Retry-After"};
    case 500: return {status, "server_error", "something went wrong here"};
    case 503: return {status, "temporarily_unavailable", "try again after the time in Retry-After"};
    default: return {status, "unreadable", "the request cannot be read"};
  }
}

}  // namespace

Reply error_reply(const Request& request, int status, std::string_view code, std::string detail) {
  auto reply = request.path.starts_with(paths::api_prefix)
                   ? problem_reply(standard_problem(status), request)
                   : Reply{.status = status,
                           .body = R"({"error":")" + std::string(code) + R"("})",
                           .log = {.error = code}};
  reply.log.detail = std::move(detail);
  return reply;
}

Reply unavailable_reply(const Request& request, std::chrono::seconds retry_after,
                        std::string detail) {
  auto reply = error_reply(request, 503, "temporarily_unavailable", std::move(detail));
  set_retry_after(reply, retry_after);
  return reply;
}

Reply too_many_requests_reply(const Request& request, std::chrono::seconds retry_after) {
  // RFC 6749 has no nearer word.
  auto reply = error_reply(request, 429, "temporarily_unavailable", "over the rate limit");
  reply.log.error = "too_many_requests";
  set_retry_after(reply, retry_after);
  return reply;
}

}  // namespace chancery::http
