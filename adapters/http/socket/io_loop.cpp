#include "adapters/http/socket/io_loop.hpp"

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>
#include <pthread.h>

#include <algorithm>
#include <csignal>
#include <exception>
#include <utility>

#include "adapters/http/request_record.hpp"
#include "adapters/http/wire/http_date.hpp"

namespace chancery::http {
namespace {

using std::chrono::milliseconds;
using Clock = Exchange::Clock;

/// How often deadlines are looked at, at most: each time costs a look at every connection.
constexpr milliseconds sweep_gap(10);
/// How long not to accept when there is nothing to accept with.
constexpr milliseconds starvation_pause(100);
constexpr int accepts_per_step = 64;
/// More than the socket's queue holds, so that the end comes even if new clients keep coming.
constexpr int last_steps = 32;
/// Beyond the maximum, so many connections may be told so; further ones are just closed.
constexpr std::size_t turned_away_at_once = 64;

/// OpenSSL writes without MSG_NOSIGNAL.
void block_sigpipe() {
  sigset_t pipe;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
}

}  // namespace

IoLoop::IoLoop(const Parts& parts, std::unique_ptr<Acceptor> acceptor)
    : parts_(parts),
      acceptor_(std::move(acceptor)),
      env_{.dispatcher = parts.dispatcher,
           .observer = parts.observer,
           .deadlines = parts.options.deadlines,
           .input = input_} {
  parts_.poller.add(acceptor_->socket(), Interest::read);
}

IoLoop::~IoLoop() = default;

void IoLoop::drain(milliseconds delay) {
  drain_delay_.store(delay);
  drains_.store(true);
  parts_.poller.wake();
}

void IoLoop::stop() {
  stops_.store(true);
  parts_.poller.wake();
}

ServerLoad IoLoop::load() const {
  constexpr auto relaxed = std::memory_order_relaxed;
  return {.connections = connections_.load(relaxed),
          .accepted_total = accepted_total_.load(relaxed),
          .turned_away_total = turned_away_total_.load(relaxed)};
}

void IoLoop::run() {
  block_sigpipe();
  update_clock();
  next_sweep_ = env_.now + parts_.options.deadlines.head;
  while (!stops_.load() && !advance_drain()) step();
  for (const auto key : keys()) with(key, [](Connection& connection) { connection.close(); });
  if (acceptor_ != nullptr) stop_accepting();
}

void IoLoop::step() {
  auto until = next_sweep_;
  if (accept_until_) until = std::min(until, *accept_until_);
  if (listen_until_) until = std::min(until, *listen_until_);
  if (give_up_at_) until = std::min(until, *give_up_at_);
  const auto& events = parts_.poller.wait(until - Clock::now());
  update_clock();
  deliver_replies();
  for (const auto& event : events) handle(event);
  if (env_.now >= next_sweep_) sweep();
}

void IoLoop::update_clock() {
  env_.now = Clock::now();
  const auto& time_of_day = parts_.options.time_of_day;
  if (!time_of_day) return;
  const auto second = time_of_day();
  if (second == dated_at_) return;
  dated_at_ = second;
  env_.date = http_date(second);
}

void IoLoop::handle(const Poller::Event& event) {
  if (acceptor_ != nullptr && event.key == Poller::key(acceptor_->socket())) {
    accept_some();
    return;
  }
  with(event.key, [&](Connection& connection) {
    event.is_broken ? connection.close() : connection.on_ready();
  });
}

void IoLoop::deliver_replies() {
  parts_.mailbox.take(replies_);
  for (const auto& exchange : replies_) {
    if (exchange->connection == nullptr) {
      record_orphan(env_.observer, *exchange);
      continue;
    }
    with(Poller::key(exchange->connection->socket()),
         [](Connection& connection) { connection.on_reply(); });
  }
  replies_.clear();
}

void IoLoop::sweep() {
  next_sweep_ = TimePoint::max();
  if (std::exchange(accepting_is_paused_, false)) pause_accepting(false);
  for (const auto key : keys()) {
    with(key, [&](Connection& connection) {
      if (connection.deadline() <= env_.now) connection.on_time();
    });
  }
  const auto latest = env_.now + std::chrono::hours(1);
  next_sweep_ = std::clamp(next_sweep_, env_.now + sweep_gap, TimePoint(latest));
}

bool IoLoop::advance_drain() {
  if (!drains_.load()) return false;
  if (!std::exchange(env_.is_draining, true)) accept_until_ = env_.now + drain_delay_.load();
  if (accept_until_ && env_.now >= *accept_until_) turn_away_new();
  if (listen_until_ && env_.now >= *listen_until_) stop_listening();
  return give_up_at_ && (slots_.empty() || env_.now >= *give_up_at_);
}

void IoLoop::turn_away_new() {
  accept_until_.reset();
  acceptor_->turn_away_new();
  listen_until_ = env_.now + parts_.options.deadlines.drain_handshakes;
}

void IoLoop::stop_listening() {
  listen_until_.reset();
  for (int i = 0; i < last_steps && accept_some(); ++i) {
  }
  stop_accepting();
  for (const auto key : keys()) with(key, [](Connection& c) { c.on_drain(); });
  give_up_at_ = env_.now + parts_.options.deadlines.drain;
}

void IoLoop::stop_accepting() {
  parts_.poller.remove(acceptor_->socket());
  acceptor_.reset();
}

bool IoLoop::accept_some() {
  for (int i = 0; i < accepts_per_step; ++i) {
    auto accepted = acceptor_->accept();
    if (accepted.kind == Acceptor::Result::Kind::none) return false;
    if (accepted.kind == Acceptor::Result::Kind::starved) {
      pause_accepting(true);
      return false;
    }
    admit(std::move(accepted));
  }
  return true;
}

void IoLoop::admit(Acceptor::Result accepted) try {
  const auto peer = accepted.peer;
  const bool is_welcome = has_room(peer);
  ++accepted_total_;
  if (!is_welcome) ++turned_away_total_;
  if (slots_.size() >= parts_.options.max_connections + turned_away_at_once) return;
  auto made = connect(std::move(accepted));
  const auto key = Poller::key(made->socket());
  slots_.try_emplace(key, Slot{std::move(made), Interest::read});
  counts_.add(peer);
  update_scarcity();
  with(key, [&](Connection& connection) {
    parts_.poller.add(connection.socket(), Interest::read);
    if (!is_welcome) connection.turn_away();
  });
} catch (const std::exception&) {
  pause_accepting(true);  // no memory for one more client, so that client goes
}

std::unique_ptr<Connection> IoLoop::connect(Acceptor::Result accepted) {
  const int descriptor = accepted.socket->impl()->sockfd();
  const bool uses_tls = parts_.tls != nullptr;
  auto transport = uses_tls ? parts_.tls->accept(descriptor) : plain_transport(descriptor);
  return std::make_unique<Connection>(env_, std::move(accepted.socket), std::move(transport),
                                      Peer{accepted.peer, accepted.peer.text(), uses_tls});
}

bool IoLoop::has_room(const IpAddress& peer) const {
  const auto& options = parts_.options;
  if (slots_.size() >= options.max_connections) return false;
  if (peer.is_loopback() || parts_.proxies.contains(peer)) return true;
  return counts_.of(peer) < options.max_connections_per_address;
}

void IoLoop::pause_accepting(bool paused) {
  if (acceptor_ == nullptr) return;
  parts_.poller.update(acceptor_->socket(), paused ? Interest::none : Interest::read);
  accepting_is_paused_ = paused;
  if (paused) next_sweep_ = std::min(next_sweep_, env_.now + starvation_pause);
}

/// Lets a connection act and follows up. What it cannot cope with, want of memory say, costs that
/// connection and no other.
template <typename Action>
void IoLoop::with(Poller::Key key, const Action& action) {
  const auto slot = slots_.find(key);
  if (slot == slots_.end()) return;
  try {
    action(*slot->second.connection);
    settle(slot);
  } catch (const std::exception&) {
    slot->second.connection->close();
    remove(slot);
  }
}

void IoLoop::settle(Slots::iterator slot) {
  auto& [connection, registered] = slot->second;
  if (connection->is_closed()) return remove(slot);
  if (connection->interest() != registered) {
    parts_.poller.update(connection->socket(), connection->interest());
    registered = connection->interest();
  }
  next_sweep_ = std::min(next_sweep_, connection->deadline());
}

void IoLoop::remove(Slots::iterator slot) {
  parts_.poller.remove(slot->second.connection->socket());
  counts_.remove(slot->second.connection->peer().address);
  slots_.erase(slot);
  update_scarcity();
}

void IoLoop::update_scarcity() {
  connections_.store(slots_.size(), std::memory_order_relaxed);
  const bool was_scarce = env_.is_scarce;
  env_.is_scarce = slots_.size() * 4 >= parts_.options.max_connections * 3;
  if (env_.is_scarce && !was_scarce) next_sweep_ = env_.now;
}

std::vector<Poller::Key> IoLoop::keys() const {
  std::vector<Poller::Key> out;
  out.reserve(slots_.size());
  for (const auto& [key, slot] : slots_) out.push_back(key);
  return out;
}

}  // namespace chancery::http
