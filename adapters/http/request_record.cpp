#include "adapters/http/request_record.hpp"

#include <new>
#include <string_view>
#include <utility>

namespace chancery::http {
namespace {

/// A record without its reason is better than none: connections also end for want of memory.
void note(std::string& detail, std::string_view reason) noexcept try {
  if (!detail.empty()) detail += "; ";
  detail += reason;
} catch (const std::bad_alloc&) {
  return;
}

}  // namespace

void record_answer(RequestObserver& observer, Exchange& exchange, const LogFields& log, int status,
                   std::size_t bytes) noexcept {
  if (std::exchange(exchange.is_recorded, true)) return;
  const auto& request = exchange.request;
  const auto duration = Exchange::Clock::now() - exchange.started_at;
  observer.answered({.request_id = request.request_id,
                     .method = request.method,
                     .route = exchange.plan.route(),
                     .status = status,
                     .duration = std::chrono::duration_cast<std::chrono::microseconds>(duration),
                     .bytes = bytes,
                     .origin = request.origin,
                     .log = log});
}

void record_orphan(RequestObserver& observer, Exchange& exchange) noexcept {
  auto& log = exchange.reply.log;
  note(log.detail, "the peer had hung up");
  record_answer(observer, exchange, log, exchange.reply.status, 0);
}

void record_dropped(RequestObserver& observer, Exchange& exchange) noexcept {
  LogFields log;
  note(log.detail, "the connection ended before the request ran");
  record_answer(observer, exchange, log, 499, 0);
}

}  // namespace chancery::http
