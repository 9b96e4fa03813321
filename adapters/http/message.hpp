#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/origin.hpp"

namespace chancery::http {

/// Header fields in their order. Names are compared without case (RFC 9110 §5.1).
class Headers {
 public:
  void add(std::string name, std::string value) {
    fields_.emplace_back(std::move(name), std::move(value));
  }
  /// The value of the field; nothing when it is absent or there more than once: a field that may
  /// occur once only and does not is never half believed.
  [[nodiscard]] std::optional<std::string_view> get(std::string_view name) const;
  [[nodiscard]] std::size_t count(std::string_view name) const;
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& fields() const {
    return fields_;
  }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

/// What an endpoint sees of a request: whole, within its limits, and well-formed. The socket stops
/// at connection.cpp.
struct Request {
  std::string method;
  /// The path exactly as sent; it has matched a route byte for byte.
  std::string path;
  /// What stands behind the last slash: the id, where the route has `{id}`.
  [[nodiscard]] std::string_view last_segment() const {
    return std::string_view(path).substr(path.rfind('/') + 1);
  }
  /// What stands before the last slash, back to the one before: the id, where the route goes on
  /// behind `{id}`.
  [[nodiscard]] std::string_view segment_before_last() const {
    const auto before = std::string_view(path).substr(0, path.rfind('/'));
    return before.substr(before.rfind('/') + 1);
  }
  /// What stands behind `?`, undecoded; nothing without `?`.
  std::optional<std::string> query{};
  Headers headers{};
  std::string body{};
  /// The caller's `X-Request-Id` if it is `[A-Za-z0-9._-]{8,128}`, else one of ours.
  std::string request_id{};
  /// The peer, or what a trusted proxy forwarded.
  Origin origin{};
  /// What the origin is counted by: an IPv4 address, or the /64 of an IPv6 one; empty for loopback
  /// and trusted proxies, which say nothing of who asks.
  std::string network{};
  /// Whether the deadline is over or the connection is broken. A peer that has only ended its side
  /// (`shutdown(SHUT_WR)`) still waits for the answer.
  std::function<bool()> abandoned = [] { return false; };
};

/// What the request log says beside what the server knows itself. Never a secret.
struct LogFields {
  std::string client_id{};
  /// The word a refusal is known by, as the answer has it: `invalid_grant`. One of ours, with
  /// static storage; empty otherwise.
  std::string_view error{};
  /// Why a request was refused, for the operator.
  std::string detail{};
  /// Further members of the log line, in their order: jti, family, generation, grant_type, …
  std::vector<std::pair<std::string, std::string>> more{};
};

struct Reply {
  int status = 200;
  std::string body{};
  /// Empty: no Content-Type (an answer without a body).
  std::string content_type = "application/json";
  /// `Cache-Control`; the default suits whatever carries a token.
  std::string cache_control = "no-store";
  /// Further header fields; the writer refuses names and values outside %x20-7E (attack A-48).
  std::vector<std::pair<std::string, std::string>> headers{};
  LogFields log{};
  /// Whether the request counts against its network's rate limit, where there is one: not when the
  /// asker is known by a better name.
  bool is_counted = true;
};

/// Adds `Retry-After`: at least a second.
void set_retry_after(Reply& reply, std::chrono::seconds wait);

/// Where a request may run.
enum class Lane {
  inline_,  ///< in the I/O loop: never waits, microseconds only (discovery, JWKS, liveness)
  general,  ///< a worker
  hashing,  ///< a worker of the few that may wait for a slow hash
};

/// Which scripts of other origins may read the answer (attack B17).
enum class Cors {
  none,
  any,         ///< `Access-Control-Allow-Origin: *`: public documents
  registered,  ///< origins that inbound::CheckOrigin allows; never with credentials
};

class RateLimiter;

using Endpoint = std::function<Reply(const Request&)>;

/// One URL. `{id}` as the last segment of a path, or the last but one, stands for every segment
/// that is not empty, unless another route has that very path. HEAD is answered wherever GET is,
/// OPTIONS by the server.
struct Route {
  std::string path;
  std::vector<std::pair<std::string, Endpoint>> methods;  ///< method → endpoint
  Cors cors = Cors::none;
  /// Decides from the whole request; must not wait.
  std::function<Lane(const Request&)> lane = [](const Request&) { return Lane::general; };
  /// How many requests that change something a network may make here; null for any number. Routes
  /// may share one.
  std::shared_ptr<RateLimiter> limit{};
  /// What a person reads in place of the server's own JSON when there is no answer (429, 5xx): the
  /// body, its type and its fields. Must not wait. None: programs ask here.
  std::function<Reply(const Request&)> apology{};
};

}  // namespace chancery::http
