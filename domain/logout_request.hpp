#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/browser_session.hpp"
#include "domain/client.hpp"
#include "domain/id_token.hpp"
#include "domain/parameters.hpp"

namespace chancery {

/// A logout request (OpenID Connect RP-Initiated Logout §2) and what is known around it.
struct LogoutSituation {
  const Parameters& parameters;
  /// A hint that one of our keys signed; none if it was not sent, or is not genuine.
  std::optional<IdTokenHint> hint{};
  /// The client that the hint was issued to, if it is still there and not disabled.
  std::optional<Client> client{};
  /// Whether the browser has a live session, and whom it signed in where.
  bool has_session = false;
  std::vector<Participant> participants{};
  /// The user has said yes on the page that asks.
  bool confirmed = false;
};

/// The session ends at once, if there is one.
struct EndSession {
  /// Where the browser goes then, `state` with it; without it, a page says that it is done.
  std::optional<std::string> return_to{};

  bool operator==(const EndSession&) const = default;
};
/// A page asks first: somebody else may have sent the browser here.
struct ConfirmLogout {
  bool operator==(const ConfirmLogout&) const = default;
};
using LogoutDecision = std::variant<EndSession, ConfirmLogout>;

/// What a logout request comes to. Total.
///
/// - The browser returns only to a `post_logout_redirect_uri` that is registered byte for byte for
///   the client of a genuine hint, which `client_id`, if sent, must name too.
/// - The session ends at once if the hint is of one of its own logins, and the request asks for
///   nothing it may not have; when it was confirmed; or when there is none.
/// - Anything else is asked about (B91).
LogoutDecision decide_logout(const LogoutSituation& situation);

}  // namespace chancery
