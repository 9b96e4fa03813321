#pragma once

#include "adapters/http/endpoints/browser_pages.hpp"
#include "adapters/http/endpoints/session_cookies.hpp"
#include "ports/inbound/second_step.hpp"

namespace chancery::http {

/// /login/factor: the page that asks for a second factor.
class SecondStepEndpoint {
 public:
  /// `second_step` must outlive this.
  SecondStepEndpoint(BrowserPages pages, inbound::SecondStep& second_step)
      : pages_(std::move(pages)), second_step_(second_step) {}

  /// GET
  Reply show(const Request& request) const;
  /// POST: a code, a recovery code, or what a passkey has signed.
  Reply submit(const Request& request) const;

 private:
  [[nodiscard]] Reply answer(const inbound::SecondStepOutcome& outcome,
                             const Request& request) const;
  [[nodiscard]] Reply page(const inbound::FactorPage& page, const Request& request) const;

  BrowserPages pages_;
  inbound::SecondStep& second_step_;
};

}  // namespace chancery::http
