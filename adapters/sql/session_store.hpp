#pragma once

#include "ports/outbound/session_store.hpp"

namespace chancery::sql {

class Database;

/// outbound::SessionStore over a SQL database. Throws std::invalid_argument for text that is not
/// UTF-8 or holds NUL.
class SessionStore final : public outbound::SessionStore {
 public:
  explicit SessionStore(Database& database) : database_(database) {}

  std::vector<UserSession> list(const Query& query, const std::optional<FamilyId>& after,
                                std::size_t limit) override;

 private:
  Database& database_;
};

}  // namespace chancery::sql
