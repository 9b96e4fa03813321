#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "adapters/http/dispatch/router.hpp"
#include "adapters/http/message.hpp"
#include "ports/inbound/check_origin.hpp"

namespace chancery::http {

/// Answers requests: finds the route, runs the endpoint, adds CORS, and is the one place where an
/// exception becomes a status code. Thread-safe as far as the endpoints are.
class Responder {
 public:
  /// What will answer a request, and where.
  struct Plan {
    const Router::Entry* entry = nullptr;  ///< null: 404
    Lane lane = Lane::inline_;

    /// The path as registered, never the client's bytes.
    [[nodiscard]] std::string_view route() const {
      return entry == nullptr ? std::string_view("unmatched") : std::string_view(entry->route.path);
    }
  };

  /// `check` must outlive this.
  Responder(std::vector<Route> routes, inbound::CheckOrigin& check)
      : router_(std::move(routes)), check_(check) {}

  /// Never waits. What may ask CheckOrigin never runs in the I/O loop, whatever its route says.
  [[nodiscard]] Plan plan(const Request& request) const noexcept;

  /// The answer to a request whose network has used up what the route allows it: 429 with
  /// `Retry-After`. Nothing, and the request counted, for any other. Never waits.
  [[nodiscard]] static std::optional<Reply> over_limit(const Plan& plan,
                                                       const Request& request) noexcept;

  /// To be called where the plan says. Whatever the endpoint throws becomes 503 (Unavailable) or
  /// 500; its message is for the log only.
  [[nodiscard]] Reply answer(const Plan& plan, const Request& request) const noexcept;

  /// What the plan makes of an answer that the server gives instead of the endpoint: scripts of any
  /// origin may read why (`Retry-After`, say), unless the route is none for them; people get the
  /// route's apology. Never waits.
  [[nodiscard]] static Reply instead(const Plan& plan, const Request& request,
                                     Reply reply) noexcept;

 private:
  [[nodiscard]] Reply answer_route(const Router::Entry& entry,
                                   const Request& request) const noexcept;

  Router router_;
  inbound::CheckOrigin& check_;
};

}  // namespace chancery::http
