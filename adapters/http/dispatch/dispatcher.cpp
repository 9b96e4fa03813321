#include "adapters/http/dispatch/dispatcher.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include "adapters/http/dispatch/standard_replies.hpp"

namespace chancery::http {
namespace {

constexpr std::chrono::milliseconds least_hashing_wait(100);

std::size_t cores() { return std::max(1U, std::thread::hardware_concurrency()); }

WorkerPool::Options general_options(const LaneOptions& lanes) {
  const auto workers =
      lanes.general_workers > 0 ? lanes.general_workers : std::max<std::size_t>(16, 4 * cores());
  return {.name = "http-general", .workers = workers, .capacity = lanes.general_queue};
}

WorkerPool::Options hashing_options(const LaneOptions& lanes) {
  const auto workers = lanes.hashing_workers > 0 ? lanes.hashing_workers : cores() + 2;
  // Nobody's network holds more than half of the queue (attack B86).
  return {.name = "http-hashing",
          .workers = workers,
          .capacity = lanes.hashing_queue,
          .share = std::max<std::size_t>(lanes.hashing_queue / 2, 1)};
}

/// At most 256 bytes of printable ASCII, whatever the client calls itself.
std::string user_agent(const Headers& headers) {
  auto text = std::string(headers.get("User-Agent").value_or("").substr(0, 256));
  std::ranges::replace_if(text, [](char c) { return c < ' ' || c > '~'; }, '?');
  return text;
}

}  // namespace

Dispatcher::Dispatcher(const Responder& responder, const TrustedProxies& proxies, RequestIds& ids,
                       const ServerOptions& options, const WorkerPool::Run& answered)
    : responder_(responder),
      proxies_(proxies),
      ids_(ids),
      handler_time_(options.deadlines.handler),
      hashing_wait_(std::max(options.lanes.hashing_wait, least_hashing_wait)),
      general_(general_options(options.lanes), answer_with(answered)),
      hashing_(hashing_options(options.lanes), answer_with(answered)) {}

std::shared_ptr<Exchange> Dispatcher::begin(IncomingRequest incoming, const Peer& peer) {
  const auto forwarded = proxies_.resolve(peer.address, peer.uses_tls, incoming.request.headers);
  if (!forwarded) return refuse(incoming, forwarded.error(), peer);
  auto exchange = std::make_shared<Exchange>();
  exchange->started_at = Exchange::Clock::now();
  exchange->request = std::move(incoming.request);
  exchange->keep_alive = incoming.keep_alive;
  exchange->is_http_1_0 = incoming.is_http_1_0;
  exchange->is_secure = forwarded->is_https;
  auto& request = exchange->request;
  request.request_id = request_id(request.headers);
  request.origin = {forwarded->client == peer.address ? peer.text : forwarded->client.text(),
                    user_agent(request.headers)};
  request.network = network_of(forwarded->client);
  run(exchange);
  return exchange;
}

std::string Dispatcher::network_of(const IpAddress& client) const {
  if (client.is_loopback() || proxies_.contains(client)) return {};
  return client.network().text();
}

std::shared_ptr<Exchange> Dispatcher::refuse(const IncomingRequest& incoming,
                                             const Refusal& refusal, const Peer& peer) {
  auto exchange = std::make_shared<Exchange>();
  exchange->started_at = Exchange::Clock::now();
  exchange->request.method = incoming.request.method;
  exchange->request.path = incoming.request.path;
  exchange->request.request_id = request_id(incoming.request.headers);
  exchange->request.origin = {peer.text, {}};
  exchange->is_secure = peer.uses_tls;
  exchange->plan = responder_.plan(exchange->request);
  exchange->reply = Responder::instead(exchange->plan, exchange->request,
                                       error_reply(exchange->request, refusal.status,
                                                   "invalid_request", std::string(refusal.detail)));
  exchange->set_answered();
  return exchange;
}

void Dispatcher::stop() {
  general_.stop();
  hashing_.stop();
}

std::string Dispatcher::request_id(const Headers& headers) {
  const auto given = headers.get("X-Request-Id").value_or("");
  return is_request_id(given) ? std::string(given) : ids_.next();
}

void Dispatcher::run(const std::shared_ptr<Exchange>& exchange) {
  exchange->plan = responder_.plan(exchange->request);
  if (auto refusal = Responder::over_limit(exchange->plan, exchange->request)) {
    exchange->reply = *std::move(refusal);
    return exchange->set_answered();
  }
  if (exchange->plan.lane != Lane::inline_) return submit(exchange);
  exchange->reply = responder_.answer(exchange->plan, exchange->request);
  exchange->set_answered();
}

void Dispatcher::submit(const std::shared_ptr<Exchange>& exchange) {
  const bool hashes = exchange->plan.lane == Lane::hashing;
  exchange->deadline = exchange->started_at + handler_time_;
  exchange->run_by = hashes ? std::min(exchange->started_at + hashing_wait_, exchange->deadline)
                            : exchange->deadline;
  // The request cannot outlive the exchange it is part of.
  exchange->request.abandoned = [raw = exchange.get()] { return raw->is_abandoned(); };
  if ((hashes ? hashing_ : general_).submit(exchange)) return;
  exchange->reply = Responder::instead(
      exchange->plan, exchange->request,
      unavailable_reply(exchange->request, std::chrono::seconds(1), "the lane's queue is full"));
  exchange->set_answered();
}

WorkerPool::Run Dispatcher::answer_with(const WorkerPool::Run& answered) const {
  return [this, answered](const std::shared_ptr<Exchange>& exchange) {
    exchange->reply = responder_.answer(exchange->plan, exchange->request);
    exchange->set_answered();
    answered(exchange);
  };
}

}  // namespace chancery::http
