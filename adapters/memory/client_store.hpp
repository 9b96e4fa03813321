#pragma once

#include "adapters/memory/database.hpp"
#include "ports/outbound/client_store.hpp"

namespace chancery::memory {

/// outbound::ClientStore over a memory::Database. Keeps the port's contract and never throws
/// Unavailable.
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

}  // namespace chancery::memory
