#pragma once

#include <string>

#include "domain/parameters.hpp"
#include "ports/inbound/authorization_pages.hpp"
#include "ports/inbound/browser.hpp"
#include "ports/inbound/request_context.hpp"

namespace chancery::inbound {

/// The authorization endpoint (RFC 6749 §3.1, OpenID Connect Core §3.1.2). Thread-safe; may throw
/// Unavailable. A code that it answers with has been committed; beside codes and the last use of a
/// session it writes nothing.
class Authorize {
 public:
  virtual ~Authorize() = default;

  /// A request as it came, of query and body together. Never ShowConsent: the browser is sent there
  /// first.
  [[nodiscard]] virtual AuthorizationAnswer begin(const Parameters& parameters,
                                                  const Browser& browser,
                                                  const RequestContext& context) = 0;

  /// The next step of an interaction, from the page of consent: reads and checks everything again.
  /// Never GoToConsent.
  [[nodiscard]] virtual AuthorizationAnswer proceed(const std::string& interaction,
                                                    const Browser& browser,
                                                    const RequestContext& context) = 0;
};

}  // namespace chancery::inbound
