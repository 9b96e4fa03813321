#pragma once

#include "adapters/breaker/breaker.hpp"
#include "ports/outbound/session_store.hpp"

namespace chancery::breaker {

/// outbound::SessionStore through a breaker. Both are to outlive it.
class SessionStore final : public outbound::SessionStore {
 public:
  SessionStore(outbound::SessionStore& store, Breaker& breaker)
      : store_(store), breaker_(breaker) {}

  std::vector<UserSession> list(const Query& query, const std::optional<FamilyId>& after,
                                std::size_t limit) override {
    return breaker_.read([&] { return store_.list(query, after, limit); });
  }

 private:
  outbound::SessionStore& store_;
  Breaker& breaker_;
};

}  // namespace chancery::breaker
