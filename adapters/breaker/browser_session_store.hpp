#pragma once

#include "adapters/breaker/breaker.hpp"
#include "ports/outbound/browser_session_store.hpp"

namespace chancery::breaker {

/// outbound::BrowserSessionStore through a breaker. Both are to outlive it.
class BrowserSessionStore final : public outbound::BrowserSessionStore {
 public:
  BrowserSessionStore(outbound::BrowserSessionStore& store, Breaker& breaker)
      : store_(store), breaker_(breaker) {}

  void begin(const BrowserSession& session, const std::optional<BrowserSessionId>& replaced,
             const AuditEvent& event) override {
    return breaker_.write([&] { return store_.begin(session, replaced, event); });
  }
  std::optional<BrowserSession> find(const BrowserSessionId& id) override {
    return breaker_.read([&] { return store_.find(id); });
  }
  void touch(const BrowserSessionId& id, Instant now) override {
    return breaker_.write([&] { return store_.touch(id, now); });
  }
  std::vector<Participant> participants(const BrowserSessionId& id) override {
    return breaker_.read([&] { return store_.participants(id); });
  }
  outbound::EndSessionOutcome end(const BrowserSessionId& id, const Ending& ending) override {
    return breaker_.write([&] { return store_.end(id, ending); });
  }

 private:
  outbound::BrowserSessionStore& store_;
  Breaker& breaker_;
};

}  // namespace chancery::breaker
