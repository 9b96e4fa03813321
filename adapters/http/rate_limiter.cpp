#include "adapters/http/rate_limiter.hpp"

#include <utility>

namespace chancery::http {
namespace {

using std::chrono::ceil;
using std::chrono::seconds;

/// A list of one item with its parameters (RFC 9651 §3.1).
std::string policy_field(const std::string& name, const RateLimit& limit) {
  return '"' + name + "\";q=" + std::to_string(limit.quota) +
         ";w=" + std::to_string(limit.window.count());
}

}  // namespace

RateLimiter::RateLimiter(Options options)
    : options_(std::move(options)),
      policy_(policy_field(options_.name, options_.limit)),
      turned_at_(options_.now()) {}

std::optional<seconds> RateLimiter::take(const Request& request) {
  if (request.network.empty()) return std::nullopt;
  const auto now = options_.now();
  const std::lock_guard lock(mutex_);
  const auto wait = budget(request.network, now).take(options_.limit, now);
  if (!wait) return std::nullopt;
  return ceil<seconds>(*wait);
}

void RateLimiter::give_back(const Request& request) {
  if (request.network.empty()) return;
  const std::lock_guard lock(mutex_);
  budget(request.network, options_.now()).give_back(options_.limit);
}

void RateLimiter::describe(Reply& reply, const Request& request) {
  auto remaining = options_.limit.quota;
  seconds until_whole{0};
  if (!request.network.empty()) {
    const auto now = options_.now();
    const std::lock_guard lock(mutex_);
    const auto& its = budget(request.network, now);
    remaining = its.remaining(options_.limit, now);
    until_whole = ceil<seconds>(its.until_whole(now));
  }
  reply.headers.emplace_back("RateLimit-Policy", policy_);
  reply.headers.emplace_back("RateLimit", '"' + options_.name +
                                              "\";r=" + std::to_string(remaining) +
                                              ";t=" + std::to_string(until_whole.count()));
}

RateBudget& RateLimiter::budget(const std::string& network, TimePoint now) {
  if (now - turned_at_ >= options_.limit.window || recent_.size() >= options_.most_networks) {
    earlier_ = std::exchange(recent_, {});
    turned_at_ = now;
  }
  const auto [it, is_new] = recent_.try_emplace(network);
  if (is_new) {
    const auto found = earlier_.find(network);
    if (found != earlier_.end()) it->second = found->second;
  }
  return it->second;
}

std::shared_ptr<RateLimiter> make_rate_limiter(const char* name,
                                               const std::optional<RateLimit>& limit) {
  if (!limit) return nullptr;
  return std::make_shared<RateLimiter>(RateLimiter::Options{.name = name, .limit = *limit});
}

}  // namespace chancery::http
