#pragma once

#include "ports/outbound/key_store.hpp"

namespace chancery::sql {

class Database;

/// outbound::KeyStore over a SQL database. Throws std::invalid_argument for text
/// that is not UTF-8 or holds NUL.
class KeyStore final : public outbound::KeyStore {
 public:
  explicit KeyStore(Database& database) : database_(database) {}

  std::vector<outbound::StoredKey> all() override;
  bool add(const outbound::StoredKey& key, const AuditEvent& event) override;
  bool activate(const KeyId& next, const std::optional<KeyId>& previous, Instant now,
                const AuditEvent& event) override;
  bool reschedule(const KeyId& next, Instant activates_at, const AuditEvent& event) override;
  bool remove(const KeyId& id, const AuditEvent& event) override;

 private:
  Database& database_;
};

}  // namespace chancery::sql
