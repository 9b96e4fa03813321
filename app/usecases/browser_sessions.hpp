#pragma once

#include <optional>
#include <vector>

#include "app/usecases/subjects.hpp"
#include "domain/browser_session.hpp"
#include "domain/logout_notice.hpp"
#include "domain/secret.hpp"
#include "domain/user.hpp"
#include "ports/inbound/browser.hpp"
#include "ports/inbound/request_context.hpp"
#include "ports/outbound/browser_session_store.hpp"
#include "ports/outbound/client_store.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/entropy.hpp"
#include "ports/outbound/hashes.hpp"
#include "ports/outbound/message_mac.hpp"
#include "ports/outbound/user_store.hpp"

namespace chancery {

/// A session that counts, and its user as the store has it now.
struct SignedInUser {
  BrowserSession session;
  User user;
};

/// Browser sessions by their cookies: found, begun and ended. Thread-safe; may throw Unavailable.
class BrowserSessions {
 public:
  struct Ports {
    outbound::BrowserSessionStore& sessions;
    outbound::UserStore& users;
    outbound::ClientStore& clients;
    outbound::MessageMac& macs;
    const outbound::Hashes& hashes;
    outbound::Entropy& entropy;
    const outbound::Clock& clock;
  };

  BrowserSessions(Ports ports, BrowserSessionLifetimes lifetimes)
      : ports_(ports), subjects_(ports.macs), lifetimes_(lifetimes) {}

  /// Nothing unless the session is live and its user there, enabled and of the same epoch. Writes
  /// down that it was used, at most once a minute.
  [[nodiscard]] std::optional<SignedInUser> find(const inbound::Browser& browser);

  struct Proof {
    const User& user;
    Authentication authentication;
    /// When the first of it was proved: the session's absolute lifetime counts from there.
    Instant authenticated_at;
    /// What was proved last, for the audit trail.
    const char* by;
  };
  /// Begins a session of a user who has just proved who they are; its cookie. A session of the
  /// browser goes over into it if it is of the same user, and else ends.
  [[nodiscard]] Secret begin(const Proof& proof, const inbound::Browser& browser,
                             const inbound::RequestContext& context);

  [[nodiscard]] std::vector<Participant> participants(const BrowserSession& session);

  /// Ends the session and every login that it gave, and has their clients told.
  void end(const BrowserSession& session, const inbound::RequestContext& context);

  [[nodiscard]] Instant now() const { return ports_.clock.now(); }
  [[nodiscard]] Lifetime absolute_lifetime() const { return lifetimes_.absolute; }

 private:
  [[nodiscard]] std::optional<BrowserSession> stored(const inbound::Browser& browser);
  [[nodiscard]] BrowserSessionId id_of(const Secret& cookie) const;
  [[nodiscard]] outbound::BrowserSessionStore::Ending ending(
      const BrowserSession& session, const inbound::RequestContext& context);
  [[nodiscard]] std::optional<LogoutNotice> notice(const BrowserSession& session,
                                                   const Participant& participant, Instant now);

  Ports ports_;
  Subjects subjects_;
  BrowserSessionLifetimes lifetimes_;
};

}  // namespace chancery
