#pragma once

#include <expected>
#include <optional>

#include "adapters/http/endpoints/browser_pages.hpp"
#include "ports/inbound/own_account.hpp"

namespace chancery::http {

/// What the parts of /account have in common, each of which has a path and a form of its own.
/// Cheap to copy; thread-safe.
class AccountPages {
 public:
  /// `sends_mail` says whether another e-mail address can be had.
  AccountPages(BrowserPages pages, bool sends_mail)
      : pages_(std::move(pages)), sends_mail_(sends_mail) {}

  [[nodiscard]] const BrowserPages& browser_pages() const { return pages_; }
  [[nodiscard]] bool sends_mail() const { return sends_mail_; }

  /// The form of the part, as our own page has sent it, shown to whoever is signed in now. The
  /// error is the finished answer.
  [[nodiscard]] std::expected<Form, Reply> own_form(const Request& request,
                                                    pages::AccountSection section) const;

  /// What every part shows of the account.
  [[nodiscard]] pages::AccountView view(pages::AccountSection section,
                                        const inbound::AccountOverview& account) const;

  /// The page, whose form `browser` may send with what is `hidden` in it; that of the request, but
  /// for a session that has just begun.
  [[nodiscard]] Reply page(const Request& request, pages::AccountView view,
                           const inbound::Browser& browser, Parameters hidden = {}) const;

  /// 303 to the part's page, which says what was done.
  [[nodiscard]] Reply done(pages::AccountSection section, pages::AccountNotice notice) const;
  /// Gives the browser the session that goes on.
  void renew(Reply& reply, const inbound::Browser& browser,
             const inbound::RenewedSession& session) const;

 private:
  BrowserPages pages_;
  bool sends_mail_;
};

/// To the minute, as people read it; empty for no instant.
[[nodiscard]] std::string shown(const std::optional<Instant>& at);

}  // namespace chancery::http
