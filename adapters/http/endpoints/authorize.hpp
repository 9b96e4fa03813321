#pragma once

#include "adapters/http/endpoints/browser_pages.hpp"
#include "ports/inbound/authorize.hpp"

namespace chancery::http {

/// GET and POST /oauth2/authorize (RFC 6749 §3.1, OpenID Connect Core §3.1.2.1).
class AuthorizeEndpoint {
 public:
  /// `authorize` must outlive this.
  AuthorizeEndpoint(BrowserPages pages, inbound::Authorize& authorize)
      : pages_(std::move(pages)), authorize_(authorize) {}

  Reply operator()(const Request& request) const;

 private:
  BrowserPages pages_;
  inbound::Authorize& authorize_;
};

}  // namespace chancery::http
