#pragma once

#include "adapters/http/endpoints/browser_pages.hpp"
#include "ports/inbound/authorize.hpp"
#include "ports/inbound/give_consent.hpp"

namespace chancery::http {

/// /consent: the page that asks what an app may do, and the step that goes on when there is nothing
/// to ask.
class ConsentEndpoint {
 public:
  /// The ports must outlive this.
  ConsentEndpoint(BrowserPages pages, inbound::Authorize& authorize, inbound::GiveConsent& consent)
      : pages_(std::move(pages)), authorize_(authorize), consent_(consent) {}

  /// GET
  Reply go_on(const Request& request) const;
  /// POST: allowed, or not. A form that says neither allows nothing.
  Reply submit(const Request& request) const;

 private:
  Reply show(const std::string& interaction, const Request& request) const;

  BrowserPages pages_;
  inbound::Authorize& authorize_;
  inbound::GiveConsent& consent_;
};

}  // namespace chancery::http
