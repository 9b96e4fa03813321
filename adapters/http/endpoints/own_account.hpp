#pragma once

#include <functional>

#include "adapters/http/endpoints/account_pages.hpp"
#include "ports/inbound/own_account.hpp"

namespace chancery::http {

/// A part of /account, at a path of its own, where people look after their account themselves.
/// What a form did is told on the page that is gone to after it (303).
class OwnAccountEndpoint {
 public:
  /// `account` must outlive this.
  OwnAccountEndpoint(AccountPages pages, inbound::OwnAccount& account,
                     pages::AccountSection section)
      : account_pages_(std::move(pages)),
        pages_(account_pages_.browser_pages()),
        account_(account),
        section_(section) {}

  /// GET
  Reply show(const Request& request) const;
  /// POST
  Reply submit(const Request& request) const;

  /// The current password is hashed, where the part asks for it.
  static Lane lane(const Request& request);

 private:
  using View = inbound::AccountResult<pages::AccountView>;

  Reply submit_profile(const Request& request, const Form& form) const;
  Reply submit_password(const Request& request, const Form& form) const;
  Reply submit_sessions(const Request& request, const Form& form) const;
  Reply submit_apps(const Request& request, const Form& form) const;
  Reply submit_deletion(const Request& request, const Form& form) const;

  /// What the part shows, read anew.
  [[nodiscard]] View view(const inbound::Browser& browser) const;
  /// The page, after `fill` has said more of it.
  [[nodiscard]] Reply page(const Request& request,
                           const std::function<void(pages::AccountView&)>& fill) const;
  /// The same with what was wrong; `kept` is the field's text.
  [[nodiscard]] Reply again(const Request& request, pages::AccountProblem problem,
                            const Form& form) const;
  [[nodiscard]] Reply fault(const Request& request, const inbound::AccountFault& fault,
                            const Form& form) const;
  [[nodiscard]] Reply done(pages::AccountNotice notice) const;
  [[nodiscard]] Reply renewed(const Request& request,
                              const std::optional<inbound::RenewedSession>& session,
                              pages::AccountNotice notice) const;

  AccountPages account_pages_;
  BrowserPages pages_;
  inbound::OwnAccount& account_;
  pages::AccountSection section_;
};

}  // namespace chancery::http
