#pragma once

#include <optional>
#include <vector>

#include "domain/audit_event.hpp"
#include "domain/browser_session.hpp"
#include "domain/logout_notice.hpp"

namespace chancery::outbound {

enum class EndSessionOutcome {
  ended,
  gone,     ///< it had ended before, or never was
  changed,  ///< others take part than were seen: read them again
};

/// Browser sessions and the logins they gave. Thread-safe; every method may throw Unavailable, and
/// then what was to be written may have been.
class BrowserSessionStore {
 public:
  virtual ~BrowserSessionStore() = default;

  /// Stores a session and its event. The participants of `replaced`, if that is there, become its
  /// own, and `replaced` is over: in one transaction. The id is random and new.
  virtual void begin(const BrowserSession& session, const std::optional<BrowserSessionId>& replaced,
                     const AuditEvent& event) = 0;

  /// Nothing if it never was, or was ended or replaced. Lifetimes and the user's epoch are the
  /// caller's to judge.
  [[nodiscard]] virtual std::optional<BrowserSession> find(const BrowserSessionId& id) = 0;

  /// Sets `last_used_at`, never back.
  virtual void touch(const BrowserSessionId& id, Instant now) = 0;

  /// In ascending order.
  [[nodiscard]] virtual std::vector<Participant> participants(const BrowserSessionId& id) = 0;

  struct Ending {
    /// A login that ends with the session. The event is stored if the login was still there.
    struct Login {
      Participant participant;
      AuditEvent event;
    };
    /// All of the session's participants, as they were read.
    std::vector<Login> logins{};
    /// Who is told; into the LogoutOutbox.
    std::vector<LogoutNotice> notices{};
    /// That of the session itself.
    AuditEvent event;
  };
  /// Ends the session and its logins, and puts the notices into the outbox, in one transaction. No
  /// change unless the outcome is `ended`; of concurrent callers exactly one is told so.
  [[nodiscard]] virtual EndSessionOutcome end(const BrowserSessionId& id, const Ending& ending) = 0;
};

}  // namespace chancery::outbound
