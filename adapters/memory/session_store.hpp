#pragma once

#include "adapters/memory/database.hpp"
#include "ports/outbound/session_store.hpp"

namespace chancery::memory {

/// outbound::SessionStore over a memory::Database. Keeps the port's contract and never throws
/// Unavailable.
class SessionStore final : public outbound::SessionStore {
 public:
  explicit SessionStore(Database& database) : database_(database) {}

  std::vector<UserSession> list(const Query& query, const std::optional<FamilyId>& after,
                                std::size_t limit) override;

 private:
  Database& database_;
};

}  // namespace chancery::memory
