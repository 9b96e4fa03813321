#include "adapters/http/connection.hpp"

#include <Poco/Net/StreamSocket.h>

#include <algorithm>
#include <utility>

#include "adapters/http/dispatch/standard_replies.hpp"
#include "adapters/http/request_record.hpp"
#include "adapters/http/wire/reply_writer.hpp"

namespace chancery::http {
namespace {

constexpr std::size_t max_early = std::size_t{64} * 1024;
constexpr std::size_t max_discarded = std::size_t{8} * 1024 * 1024;

Persistence persistence(const Exchange& exchange, bool closes) {
  if (closes) return Persistence::close;
  return exchange.is_http_1_0 ? Persistence::keep_http_1_0 : Persistence::keep;
}

}  // namespace

Connection::Connection(ConnectionEnvironment& environment,
                       std::unique_ptr<Poco::Net::StreamSocket> socket,
                       std::unique_ptr<Transport> transport, Peer peer)
    : env_(environment),
      socket_(std::move(socket)),
      transport_(std::move(transport)),
      peer_(std::move(peer)),
      phase_(peer_.uses_tls ? Phase::handshaking : Phase::reading),
      deadline_(env_.now + (peer_.uses_tls ? env_.deadlines.handshake : env_.deadlines.head)),
      idle_since_(env_.now) {}

Connection::~Connection() = default;

void Connection::on_ready() {
  switch (phase_) {
    case Phase::handshaking: return shake_hands();
    case Phase::reading: return read_requests();
    case Phase::answering: return read_ahead();
    case Phase::writing: return write_on();
    case Phase::lingering: return discard();
    case Phase::closed: break;
  }
}

void Connection::shake_hands() {
  const auto result = transport_->handshake();
  if (must_wait(result)) return;
  if (result.kind != IoResult::Kind::done) return close();
  phase_ = Phase::reading;
  interest_ = Interest::read;
  deadline_ = env_.now + env_.deadlines.head;
}

void Connection::read_requests() {
  serve(std::exchange(early_, {}));
  while (phase_ == Phase::reading) {
    if (peer_ended_) return close();
    const auto result = transport_->read(env_.input);
    if (must_wait(result)) return;
    if (result.kind != IoResult::Kind::done) return close();
    serve({env_.input.data(), result.bytes});
    if (!transport_->has_buffered()) return;
  }
}

void Connection::serve(std::string_view bytes) {
  while (!bytes.empty() && phase_ == Phase::reading) {
    const auto before = reader_.state();
    bytes.remove_prefix(reader_.feed(bytes));
    if (reader_.state() != before) on_reader_state();
  }
  early_.assign(bytes);
}

void Connection::on_reader_state() {
  has_asked_ = true;
  switch (reader_.state()) {
    case RequestReader::State::idle: return;
    case RequestReader::State::head: deadline_ = env_.now + env_.deadlines.head; return;
    case RequestReader::State::body:
      deadline_ = env_.now + env_.deadlines.body;
      if (reader_.take_expectation()) send_continue();
      return;
    case RequestReader::State::complete: return begin(env_.dispatcher.begin(reader_.take(), peer_));
    case RequestReader::State::refused: return refuse(reader_.refusal());
  }
}

void Connection::send_continue() {
  // The socket's buffer is empty but for a client that does not read its answers; such a one may
  // go.
  constexpr std::string_view text = "HTTP/1.1 100 Continue\r\n\r\n";
  if (write_some(text) != text.size()) close();
}

void Connection::refuse(const Refusal& refusal) {
  const auto exchange = env_.dispatcher.refuse(reader_.incoming(), refusal, peer_);
  finish(*exchange, exchange->reply);
}

void Connection::begin(std::shared_ptr<Exchange> exchange) {
  if (exchange->stage() == Exchange::Stage::answered) return finish(*exchange, exchange->reply);
  exchange_ = std::move(exchange);
  exchange_->connection = this;
  phase_ = Phase::answering;
  deadline_ = exchange_->run_by;
}

void Connection::read_ahead() {
  if (early_.size() >= max_early) {
    interest_ = Interest::none;
    return;
  }
  const auto result = transport_->read(env_.input);
  if (must_wait(result)) return;
  if (result.kind == IoResult::Kind::ended) return on_peer_end();
  if (result.kind != IoResult::Kind::done) return close();
  early_.append(env_.input.data(), result.bytes);
}

void Connection::on_peer_end() {
  peer_ended_ = true;
  interest_ = Interest::none;
}

void Connection::on_reply() {
  const auto exchange = std::exchange(exchange_, nullptr);
  exchange->connection = nullptr;
  finish(*exchange, exchange->reply);
  resume();
}

void Connection::on_time() {
  const bool in_request = phase_ == Phase::reading && !is_idle();
  if (phase_ == Phase::answering) {
    give_up_on_reply();
  } else if (in_request) {
    refuse({408, "the request came too slowly"});
  } else {
    close();
  }
}

void Connection::give_up_on_reply() {
  if (exchange_->stage() == Exchange::Stage::answered) return on_reply();
  const bool never_ran = exchange_->drop();
  if (!never_ran && env_.now < exchange_->deadline) {
    deadline_ = exchange_->deadline;
    return;
  }
  const auto exchange = std::exchange(exchange_, nullptr);
  exchange->connection = nullptr;
  exchange->keep_alive = exchange->keep_alive && never_ran;
  finish(*exchange,
         Responder::instead(exchange->plan, exchange->request,
                            unavailable_reply(exchange->request, std::chrono::seconds(1),
                                              never_ran ? "the request waited too long for a worker"
                                                        : "the endpoint took too long")));
  resume();
}

void Connection::on_drain() {
  if (is_idle()) read_requests();
  if (is_new()) {
    deadline_ = std::min(deadline_, env_.now + env_.deadlines.drain_first);
  } else if (is_idle()) {
    // Not closed at once: with a request that has come since, that would be a reset. If the
    // connection just ends, most clients ask again elsewhere.
    linger();
  }
}

void Connection::turn_away() {
  if (peer_.uses_tls) return close();
  const auto exchange = env_.dispatcher.refuse({}, {503, {}}, peer_);
  finish(*exchange, Responder::instead(exchange->plan, exchange->request,
                                       unavailable_reply(exchange->request, std::chrono::seconds(1),
                                                         "too many connections")));
}

void Connection::finish(Exchange& exchange, const Reply& reply) {
  closes_ = !exchange.keep_alive || env_.is_draining;
  env_.output.clear();
  const auto& request = exchange.request;
  const int status = write_reply(env_.output, reply,
                                 {.request_id = request.request_id,
                                  .date = env_.date,
                                  .persistence = persistence(exchange, closes_),
                                  .to_head = request.method == "HEAD",
                                  .is_secure = exchange.is_secure});
  send(env_.output);
  record_answer(env_.observer, exchange, reply.log, status, env_.output.size());
}

void Connection::send(std::string_view bytes) {
  phase_ = Phase::writing;
  deadline_ = env_.now + env_.deadlines.write;
  bytes.remove_prefix(write_some(bytes));
  unsent_.assign(bytes);
  if (unsent_.empty()) end_answer();
}

void Connection::write_on() {
  unsent_.erase(0, write_some(unsent_));
  if (!unsent_.empty()) return;
  std::string().swap(unsent_);  // an idle connection keeps no buffer
  end_answer();
  resume();
}

/// Returns how much went; closes the connection if nothing ever will.
std::size_t Connection::write_some(std::string_view bytes) {
  std::size_t written = 0;
  while (written < bytes.size()) {
    const auto result = transport_->write(bytes.substr(written));
    if (must_wait(result)) break;
    if (result.kind != IoResult::Kind::done) {
      close();
      break;
    }
    written += result.bytes;
  }
  return written;
}

void Connection::end_answer() {
  if (phase_ == Phase::closed) return;
  if (closes_) return linger();
  await_request();
}

void Connection::await_request() {
  phase_ = Phase::reading;
  interest_ = Interest::read;
  idle_since_ = env_.now;
  deadline_ = env_.now + env_.deadlines.idle;
}

/// Goes on with what the client has sent meanwhile: of that, the socket tells no more.
void Connection::resume() {
  const bool has_more = !early_.empty() || peer_ended_ || transport_->has_buffered();
  if (phase_ == Phase::reading && has_more) read_requests();
}

void Connection::linger() {
  if (peer_ended_) return close();
  transport_->end_writing();
  phase_ = Phase::lingering;
  interest_ = Interest::read;
  deadline_ = env_.now + env_.deadlines.linger;
}

void Connection::discard() {
  const auto result = read_raw(socket_->impl()->sockfd(), env_.input);
  if (must_wait(result)) return;
  discarded_ += result.bytes;
  if (result.kind != IoResult::Kind::done || discarded_ > max_discarded) close();
}

void Connection::close() {
  phase_ = Phase::closed;
  if (exchange_ == nullptr) return;
  exchange_->hang_up();
  exchange_->connection = nullptr;
  if (exchange_->drop()) record_dropped(env_.observer, *exchange_);
  exchange_.reset();
}

Connection::TimePoint Connection::deadline() const {
  if (!is_idle() || !env_.is_scarce) return deadline_;
  return std::min(deadline_, idle_since_ + env_.deadlines.scarce_idle);
}

bool Connection::must_wait(const IoResult& result) {
  if (result.kind == IoResult::Kind::wants_read) interest_ = Interest::read;
  if (result.kind == IoResult::Kind::wants_write) interest_ = Interest::write;
  return result.kind == IoResult::Kind::wants_read || result.kind == IoResult::Kind::wants_write;
}

bool Connection::is_idle() const {
  return phase_ == Phase::reading && reader_.state() == RequestReader::State::idle;
}

bool Connection::is_new() const {
  return phase_ == Phase::handshaking || (is_idle() && !has_asked_);
}

}  // namespace chancery::http
