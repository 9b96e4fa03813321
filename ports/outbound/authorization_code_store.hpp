#pragma once

#include <optional>

#include "domain/audit_event.hpp"
#include "domain/authorization_code.hpp"
#include "domain/refresh_family.hpp"

namespace chancery::outbound {

enum class RedeemOutcome {
  redeemed,
  already_redeemed,  ///< somebody else was faster: read again, decide again
  burnt,
  session_ended,  ///< the browser session it was given to is over
  gone,           ///< there is no such code
};

/// Authorization codes, one record each, found by the SHA-256 of the code. A record is kept until
/// `code_memory` after the code's end, then Housekeeping may take it. Thread-safe. Every method may
/// throw Unavailable; when `redeem` or `burn` throws, it may have been done. What a method returned
/// has been made durable before it returned.
class AuthorizationCodeStore {
 public:
  virtual ~AuthorizationCodeStore() = default;

  /// Stores a new code. The id is random and new.
  virtual void add(const AuthorizationCode& code) = 0;

  [[nodiscard]] virtual std::optional<AuthorizationCode> find(const CodeDigest& id) = 0;

  struct Redemption {
    CodeDigest code;
    /// The login that is made of it.
    RefreshFamily family;
    /// What it is a participant of; nothing for a code that no browser was given.
    std::optional<BrowserSessionId> session{};
    AuditEvent event;
  };
  /// In one transaction: marks the code as redeemed for `family.id`, only if it is neither redeemed
  /// nor burnt; stores the family, the session's participant and the event; and forgets older
  /// participants of the same session and client whose login is gone. All or nothing; of concurrent
  /// callers exactly one is told `redeemed`. Without a session there is no participant. It may not
  /// end in between: either its end comes first and is told, or it finds the participant. The first
  /// outcome that applies, in the order gone, already_redeemed, burnt, session_ended.
  [[nodiscard]] virtual RedeemOutcome redeem(const Redemption& redemption) = 0;

  /// The code buys nothing any more. False, and no change, if it is redeemed, burnt or gone.
  virtual bool burn(const CodeDigest& id) = 0;
};

}  // namespace chancery::outbound
