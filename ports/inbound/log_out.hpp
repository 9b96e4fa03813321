#pragma once

#include <optional>
#include <string>
#include <variant>

#include "domain/parameters.hpp"
#include "ports/inbound/authorization_pages.hpp"
#include "ports/inbound/browser.hpp"
#include "ports/inbound/request_context.hpp"

namespace chancery::inbound {

/// Ask the user; the request's parameters go into hidden fields of the form.
struct AskLogout {
  /// Who sent the browser here, if that is known for sure.
  std::optional<ClientProfile> client{};
  PageHints hints{};
  Parameters parameters{};
  /// What the user who is signed in is known by here: the e-mail address.
  std::string user_name{};
};
/// It is done. The session cookie goes.
struct LoggedOut {
  /// Where the browser goes; none: a page says that it is done.
  std::optional<std::string> return_to{};
  PageHints hints{};
  /// Who sent the browser here, if that is known for sure.
  std::optional<ClientProfile> client{};
};
using LogoutStep = std::variant<AskLogout, LoggedOut>;

/// Logout of a browser (OpenID Connect RP-Initiated Logout). Ends its session and every login that
/// it gave, and tells the clients later. Thread-safe; throws Unavailable when it did not end.
class LogOut {
 public:
  virtual ~LogOut() = default;

  /// A logout request as it came, of query and body together.
  [[nodiscard]] virtual LogoutStep begin(const Parameters& parameters, const Browser& browser,
                                         const RequestContext& context) = 0;

  /// The same, confirmed by a form of ours that was checked before (ProtectForms).
  [[nodiscard]] virtual LoggedOut confirm(const Parameters& parameters, const Browser& browser,
                                          const RequestContext& context) = 0;
};

}  // namespace chancery::inbound
