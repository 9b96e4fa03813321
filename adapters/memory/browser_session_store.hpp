#pragma once

#include "adapters/memory/database.hpp"
#include "ports/outbound/browser_session_store.hpp"

namespace chancery::memory {

/// outbound::BrowserSessionStore over a memory::Database. Keeps the port's contract and never
/// throws Unavailable.
class BrowserSessionStore final : public outbound::BrowserSessionStore {
 public:
  explicit BrowserSessionStore(Database& database) : database_(database) {}

  void begin(const BrowserSession& session, const std::optional<BrowserSessionId>& replaced,
             const AuditEvent& event) override;
  std::optional<BrowserSession> find(const BrowserSessionId& id) override;
  void touch(const BrowserSessionId& id, Instant now) override;
  std::vector<Participant> participants(const BrowserSessionId& id) override;
  outbound::EndSessionOutcome end(const BrowserSessionId& id, const Ending& ending) override;

 private:
  Database& database_;
};

}  // namespace chancery::memory
