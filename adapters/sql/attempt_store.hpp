#pragma once

#include "ports/outbound/attempt_store.hpp"

namespace chancery::sql {

class Database;

/// outbound::AttemptStore over a SQL database. Throws std::invalid_argument for text
/// that is not UTF-8 or holds NUL.
class AttemptStore final : public outbound::AttemptStore {
 public:
  explicit AttemptStore(Database& database) : database_(database) {}

  std::vector<AttemptTally> find(const std::vector<AttemptKey>& keys) override;
  bool replace(const AttemptKey& key, const AttemptTally& from, const AttemptTally& to) override;

 private:
  Database& database_;
};

}  // namespace chancery::sql
