#include "tests/http/support/test_server.hpp"

#include <chrono>
#include <stdexcept>
#include <utility>

namespace chancery::http {
namespace {

ServerOptions on_any_port(ServerOptions options) {
  options.listen = "127.0.0.1:0";
  return options;
}

Route route(std::string path, Lane lane, const Endpoint& endpoint) {
  return {.path = std::move(path),
          .methods = {{"GET", endpoint}, {"POST", endpoint}},
          .lane = [lane](const Request&) { return lane; }};
}

Reply echo(const Request& request) {
  return {.body = request.method + ' ' + request.body, .content_type = "text/plain"};
}

}  // namespace

Deadlines endless() {
  const std::chrono::milliseconds span = std::chrono::hours(1);
  return {.handshake = span,
          .head = span,
          .body = span,
          .handler = span,
          .write = span,
          .idle = span,
          .scarce_idle = span,
          .linger = std::chrono::milliseconds(200),
          .drain = span,
          .drain_handshakes = std::chrono::milliseconds(20)};
}

void Records::answered(const RequestRecord& record) noexcept {
  const std::lock_guard lock(mutex_);
  records_.push_back({.request_id = std::string(record.request_id),
                      .method = std::string(record.method),
                      .route = std::string(record.route),
                      .status = record.status,
                      .bytes = record.bytes,
                      .origin = record.origin,
                      .detail = record.log.detail});
  came_.notify_all();
}

OwnedRecord Records::next() {
  std::unique_lock lock(mutex_);
  if (!came_.wait_for(lock, std::chrono::seconds(20), [&] { return !records_.empty(); })) {
    throw std::runtime_error("no record");
  }
  auto record = std::move(records_.front());
  records_.pop_front();
  return record;
}

void Gate::pass() {
  std::unique_lock lock(mutex_);
  ++arrivals_;
  changed_.notify_all();
  changed_.wait_for(lock, std::chrono::seconds(20), [&] { return is_open_; });
}

void Gate::await_arrivals(int count) {
  std::unique_lock lock(mutex_);
  if (!changed_.wait_for(lock, std::chrono::seconds(20), [&] { return arrivals_ >= count; })) {
    throw std::runtime_error("nobody came to the gate");
  }
}

void Gate::open() {
  const std::lock_guard lock(mutex_);
  is_open_ = true;
  changed_.notify_all();
}

TestServer::TestServer(ServerOptions options)
    : server(on_any_port(std::move(options)), routes(), origins, records) {
  server.start();
}

std::vector<Route> TestServer::routes() {
  const Endpoint wait = [this](const Request& request) {
    gate.pass();
    ++runs;
    was_abandoned = request.abandoned();
    return echo(request);
  };
  const Endpoint large = [](const Request&) {
    return Reply{.body = std::string(std::size_t{8} * 1024 * 1024, 'x')};
  };
  const Endpoint throws = [](const Request&) -> Reply { throw std::runtime_error("inner detail"); };
  const Endpoint crlf = [](const Request&) {
    return Reply{.headers = {{"Location", "/\r\nSet-Cookie: evil=1"}}};
  };
  return {route("/inline", Lane::inline_, echo),    route("/general", Lane::general, echo),
          route("/hashing", Lane::hashing, echo),   route("/gate", Lane::general, wait),
          route("/hash-gate", Lane::hashing, wait), route("/large", Lane::general, large),
          route("/throws", Lane::inline_, throws),  route("/crlf", Lane::inline_, crlf)};
}

}  // namespace chancery::http
