#include "adapters/http/dispatch/responder.hpp"

#include <algorithm>
#include <exception>
#include <iterator>
#include <utility>

#include "adapters/http/dispatch/cors.hpp"
#include "adapters/http/dispatch/standard_replies.hpp"
#include "adapters/http/rate_limiter.hpp"
#include "ports/unavailable.hpp"

namespace chancery::http {
namespace {

Reply empty_reply(std::string_view allow) {
  return {.status = 204, .content_type = {}, .headers = {{"Allow", std::string(allow)}}};
}

Reply options_reply(const Router::Entry& entry, const Request& request, bool origin_is_allowed) {
  auto reply = empty_reply(entry.allow);
  if (origin_is_allowed && is_preflight(request.headers)) add_preflight_fields(reply, entry.allow);
  return reply;
}

Reply method_not_allowed(const Request& request, std::string_view allow) {
  auto reply = error_reply(request, 405, "invalid_request", "the method is not allowed here");
  reply.headers.emplace_back("Allow", allow);
  return reply;
}

/// What the request counts against; null for nothing, as for those that change nothing (RFC 9110
/// §9.2.1).
RateLimiter* limit_of(const Router::Entry& entry, const Request& request) {
  const bool is_safe = request.method == "GET" || request.method == "HEAD";
  const bool counts = !is_safe && entry.endpoint(request.method) != nullptr;
  return counts ? entry.route.limit.get() : nullptr;
}

/// The reply with a body for people, where the route has one.
Reply for_people(const Route& route, const Request& request, Reply reply) noexcept try {
  if (!route.apology || (reply.status < 500 && reply.status != 429)) return reply;
  auto page = route.apology(request);
  page.status = reply.status;
  page.log = std::move(reply.log);
  std::ranges::move(reply.headers, std::back_inserter(page.headers));
  return page;
} catch (...) {
  return reply;
}

template <typename Work>
Reply guarded(const Route& route, const Request& request, const Work& work) noexcept try {
  return work();
} catch (const Unavailable& error) {
  return for_people(route, request, unavailable_reply(request, error.retry_after(), error.what()));
} catch (const std::exception& error) {
  return for_people(route, request, error_reply(request, 500, "server_error", error.what()));
} catch (...) {
  return for_people(route, request,
                    error_reply(request, 500, "server_error", "an exception of unknown type"));
}

}  // namespace

Responder::Plan Responder::plan(const Request& request) const noexcept {
  Plan plan{router_.find(request.path), Lane::inline_};
  if (plan.entry == nullptr) return plan;
  const bool asks_origin =
      plan.entry->route.cors == Cors::registered && request.headers.count("Origin") > 0;
  try {
    if (plan.entry->endpoint(request.method) != nullptr) {
      plan.lane = plan.entry->route.lane(request);
    }
  } catch (...) {
    plan.lane = Lane::general;
  }
  if (asks_origin && plan.lane == Lane::inline_) plan.lane = Lane::general;
  return plan;
}

std::optional<Reply> Responder::over_limit(const Plan& plan, const Request& request) noexcept try {
  auto* const limit = plan.entry != nullptr ? limit_of(*plan.entry, request) : nullptr;
  const auto wait = limit != nullptr ? limit->take(request) : std::nullopt;
  if (!wait) return std::nullopt;
  auto reply = too_many_requests_reply(request, *wait);
  limit->describe(reply, request);
  return instead(plan, request, std::move(reply));
} catch (const std::exception&) {
  return std::nullopt;  // no memory to count by
}

Reply Responder::answer(const Plan& plan, const Request& request) const noexcept {
  if (plan.entry != nullptr) return answer_route(*plan.entry, request);
  if (request.path == "*") return empty_reply("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
  return instead(plan, request, error_reply(request, 404, "not_found"));
}

Reply Responder::instead(const Plan& plan, const Request& request, Reply reply) noexcept {
  const bool is_for_scripts = plan.entry == nullptr || plan.entry->route.cors != Cors::none;
  if (is_for_scripts) open_to_every_origin(reply);
  return plan.entry == nullptr ? reply : for_people(plan.entry->route, request, std::move(reply));
}

Reply Responder::answer_route(const Router::Entry& entry, const Request& request) const noexcept {
  const auto cors = entry.route.cors;
  std::optional<std::string> origin;
  try {
    origin = allowed_origin(cors, request.headers, check_);
  } catch (const std::exception&) {
    const auto fail = [] -> Reply { throw; };
    return instead({&entry, Lane::general}, request, guarded(entry.route, request, fail));
  }
  const auto* const endpoint = entry.endpoint(request.method);
  auto reply = endpoint != nullptr
                   ? guarded(entry.route, request, [&] { return (*endpoint)(request); })
               : request.method == "OPTIONS" ? options_reply(entry, request, origin.has_value())
                                             : method_not_allowed(request, entry.allow);
  if (auto* const limit = limit_of(entry, request)) {
    if (!reply.is_counted) limit->give_back(request);
    limit->describe(reply, request);
  }
  add_cors_fields(reply, cors, origin);
  return reply;
}

}  // namespace chancery::http
