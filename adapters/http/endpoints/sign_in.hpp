#pragma once

#include "adapters/http/endpoints/browser_pages.hpp"
#include "ports/inbound/sign_in.hpp"

namespace chancery::http {

/// /login: the page that asks who somebody is.
class SignInEndpoint {
 public:
  /// `sign_in` must outlive this.
  SignInEndpoint(BrowserPages pages, inbound::SignIn& sign_in)
      : pages_(std::move(pages)), sign_in_(sign_in) {}

  /// GET
  Reply show(const Request& request) const;
  /// POST: the name and the password, or that somebody does not want to.
  Reply submit(const Request& request) const;

  /// A password may wait for a slow hash and must not hold up the others.
  static Lane lane(const Request& request);

 private:
  [[nodiscard]] Reply page(const inbound::LoginPage& page, const Request& request) const;
  [[nodiscard]] Reply signed_in(const inbound::SignedIn& done, const Secret& browser_id) const;

  BrowserPages pages_;
  inbound::SignIn& sign_in_;
};

}  // namespace chancery::http
