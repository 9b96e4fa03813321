#pragma once

#include "ports/outbound/browser_session_store.hpp"

namespace chancery::sql {

class Database;

/// outbound::BrowserSessionStore over a SQL database. Throws std::invalid_argument for text that is
/// not UTF-8 or holds NUL.
class BrowserSessionStore final : public outbound::BrowserSessionStore {
 public:
  explicit BrowserSessionStore(Database& database) : database_(database) {}

  void begin(const BrowserSession& added, const std::optional<BrowserSessionId>& replaced,
             const AuditEvent& event) override;
  std::optional<BrowserSession> find(const BrowserSessionId& id) override;
  void touch(const BrowserSessionId& id, Instant now) override;
  std::vector<Participant> participants(const BrowserSessionId& id) override;
  outbound::EndSessionOutcome end(const BrowserSessionId& id, const Ending& ending) override;

 private:
  Database& database_;
};

}  // namespace chancery::sql
