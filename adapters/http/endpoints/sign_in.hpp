#pragma once

#include "adapters/http/endpoints/browser_pages.hpp"
#include "ports/inbound/sign_in.hpp"

namespace chancery::http {

/// /login: the page that asks who somebody is.
class SignInEndpoint {
 public:
  /// `sign_in` must outlive this. `sends_mail` says whether who forgot the password can be helped.
  SignInEndpoint(BrowserPages pages, inbound::SignIn& sign_in, bool sends_mail)
      : pages_(std::move(pages)), sign_in_(sign_in), sends_mail_(sends_mail) {}

  /// GET
  Reply show(const Request& request) const;
  /// POST: the name and the password, a passkey, or that somebody does not want to.
  Reply submit(const Request& request) const;

  /// A password may wait for a slow hash and must not hold up the others.
  static Lane lane(const Request& request);

 private:
  [[nodiscard]] Reply page(const inbound::LoginPage& page, const Request& request) const;
  [[nodiscard]] inbound::SignInOutcome submit_password(const Form& form,
                                                       const Request& request) const;
  [[nodiscard]] inbound::SignInOutcome submit_passkey(const Form& form,
                                                      const Request& request) const;

  BrowserPages pages_;
  inbound::SignIn& sign_in_;
  bool sends_mail_;
};

}  // namespace chancery::http
