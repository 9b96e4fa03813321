#pragma once

#include <string>

#include "ports/inbound/authorization_pages.hpp"
#include "ports/inbound/browser.hpp"
#include "ports/inbound/request_context.hpp"

namespace chancery::inbound {

/// The answers to the page of consent (`Authorize::proceed` shows it). That a form comes from our
/// own page is checked before (ProtectForms). Thread-safe; may throw Unavailable.
class GiveConsent {
 public:
  virtual ~GiveConsent() = default;

  /// Remembers the consent, and goes on. Who is not logged in any more is asked for that first, and
  /// has allowed nothing.
  [[nodiscard]] virtual AuthorizationAnswer allow(const std::string& interaction,
                                                  const Browser& browser,
                                                  const RequestContext& context) = 0;

  /// `access_denied` for the client, and nothing changes. Respond or ShowError.
  [[nodiscard]] virtual AuthorizationStep deny(const std::string& interaction,
                                               const Browser& browser) = 0;
};

}  // namespace chancery::inbound
