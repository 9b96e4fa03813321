#include "adapters/http/wire/request_reader.hpp"

#include <algorithm>
#include <utility>

#include "adapters/http/wire/request_head.hpp"
#include "adapters/http/wire/request_target.hpp"

namespace chancery::http {
namespace {

constexpr std::string_view empty_line = "\r\n";

/// How the target of a head that cannot be read begins; the shape of the answer goes by it.
std::string beginning_of_target(std::string_view head) {
  constexpr std::size_t enough = 64;
  const auto line = head.substr(0, head.find('\r'));
  const auto target = line.substr(std::min(line.find(' '), line.size() - 1) + 1);
  return std::string(target.substr(0, std::min(target.find(' '), enough)));
}

}  // namespace

std::size_t RequestReader::feed(std::string_view bytes) {
  std::size_t used = 0;
  if (state_ == State::idle || state_ == State::head) used += feed_head(bytes);
  if (state_ == State::body) used += feed_body(bytes.substr(used));
  return used;
}

std::size_t RequestReader::feed_head(std::string_view bytes) {
  const auto scanned = scanner_.scan(bytes);
  if (!scanned) {
    head_ += bytes;
    incoming_.request.path = beginning_of_target(head_);
    return refuse(scanned.error(), bytes.size());
  }
  if (scanner_.done() && head_.empty()) {
    finish_head(bytes.substr(0, *scanned));
    return *scanned;
  }
  head_ += bytes.substr(0, *scanned);
  if (scanner_.done()) {
    finish_head(std::exchange(head_, {}));
  } else {
    state_ = empty_line.starts_with(head_) ? State::idle : State::head;
  }
  return *scanned;
}

void RequestReader::finish_head(std::string_view text) {
  if (text.starts_with(empty_line)) text.remove_prefix(empty_line.size());
  auto head = parse_head(text);
  auto& request = incoming_.request;
  if (!head) {
    request.path = beginning_of_target(text);
    return void(refuse(head.error()));
  }
  request.method = head->method;
  auto target = parse_target(head->method, head->target);
  // Also of what is refused: the shape of the answer goes by how it begins.
  request.path = target ? target->path : std::string(head->target);
  const auto framing = body_framing(*head);
  request.headers = std::move(head->headers);
  if (!framing) return void(refuse(framing.error()));
  if (!target) return void(refuse(target.error()));
  framing_ = *framing;
  request.query = std::move(target->query);
  incoming_.keep_alive = framing_.keep_alive;
  incoming_.is_http_1_0 = head->minor_version == 0;
  state_ = framing_.has_body() ? State::body : State::complete;
}

std::size_t RequestReader::feed_body(std::string_view bytes) {
  auto& body = incoming_.request.body;
  if (!bytes.empty()) framing_.expects_continue = false;
  if (framing_.chunked) {
    const auto used = chunks_.feed(bytes, body);
    if (!used) return refuse(used.error(), bytes.size());
    if (chunks_.done()) state_ = State::complete;
    return *used;
  }
  const auto piece = bytes.substr(0, framing_.length - body.size());
  if (body.empty()) body.reserve(framing_.length);
  body += piece;
  if (body.size() == framing_.length) state_ = State::complete;
  return piece.size();
}

bool RequestReader::take_expectation() {
  return state_ == State::body && std::exchange(framing_.expects_continue, false);
}

IncomingRequest RequestReader::take() {
  auto incoming = std::move(incoming_);
  *this = RequestReader();
  return incoming;
}

std::size_t RequestReader::refuse(const Refusal& refusal, std::size_t used) {
  refusal_ = refusal;
  state_ = State::refused;
  return used;
}

}  // namespace chancery::http
