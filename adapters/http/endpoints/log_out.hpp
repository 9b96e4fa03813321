#pragma once

#include "adapters/http/endpoints/browser_pages.hpp"
#include "ports/inbound/log_out.hpp"

namespace chancery::http {

/// /oauth2/logout (OpenID Connect RP-Initiated Logout §2), and /logout, where its page of
/// confirmation leads.
class LogOutEndpoint {
 public:
  /// `log_out` must outlive this.
  LogOutEndpoint(BrowserPages pages, inbound::LogOut& log_out)
      : pages_(std::move(pages)), log_out_(log_out) {}

  /// GET and POST /oauth2/logout
  Reply begin(const Request& request) const;
  /// GET /logout: the same without parameters.
  Reply ask(const Request& request) const;
  /// POST /logout: yes, or no.
  Reply confirm(const Request& request) const;

 private:
  [[nodiscard]] Reply answer(const inbound::LogoutStep& step, const Request& request) const;
  [[nodiscard]] Reply page(const inbound::AskLogout& asked, const Request& request) const;
  [[nodiscard]] Reply done(const inbound::LoggedOut& done, const Request& request) const;

  BrowserPages pages_;
  inbound::LogOut& log_out_;
};

}  // namespace chancery::http
