#pragma once

#include "ports/outbound/client_store.hpp"

namespace chancery::sql {

class Database;

/// outbound::ClientStore over a SQL database. Throws std::invalid_argument for text
/// that is not UTF-8 or holds NUL.
class ClientStore final : public outbound::ClientStore {
 public:
  explicit ClientStore(Database& database) : database_(database) {}

  bool add(const Client& client, const AuditEvent& event) override;
  std::optional<Client> find(const ClientId& id) override;
  std::vector<Client> list() override;
  outbound::UpdateClientOutcome update(const Client& client, const AuditEvent& event) override;
  bool remove(const ClientId& id, const AuditEvent& event) override;
  bool has_redirect_origin(std::string_view origin) override;

 private:
  Database& database_;
};

}  // namespace chancery::sql
