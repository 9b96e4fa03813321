#pragma once

#include "ports/inbound/manage_clients.hpp"
#include "ports/outbound/client_secret_digester.hpp"
#include "ports/outbound/client_store.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/entropy.hpp"

namespace chancery {

class ManageClients final : public inbound::ManageClients {
 public:
  struct Ports {
    outbound::ClientStore& clients;
    outbound::ClientSecretDigester& digester;
    outbound::Entropy& entropy;
    const outbound::Clock& clock;
  };

  explicit ManageClients(Ports ports) : ports_(ports) {}

  std::expected<inbound::RegisteredClient, inbound::ClientRefusal> add(
      Client wanted, const std::optional<Secret>& secret,
      const inbound::RequestContext& context) override;
  std::optional<Client> find(const ClientId& id) override { return ports_.clients.find(id); }
  std::vector<Client> list() override { return ports_.clients.list(); }
  std::expected<Client, inbound::ClientRefusal> update(
      Client wanted, const inbound::RequestContext& context) override;
  std::expected<inbound::RegisteredClient, inbound::ClientRefusal> replace_secret(
      const ClientId& id, const std::optional<Secret>& secret,
      const inbound::RequestContext& context) override;
  std::expected<void, inbound::ClientRefusal> remove(
      const ClientId& id, const inbound::RequestContext& context) override;

 private:
  /// Gives the client a digest of `secret` or of a fresh one, which it returns.
  std::expected<std::optional<Secret>, inbound::ClientRefusal> equip(
      Client& client, const std::optional<Secret>& secret);
  /// Why something was done, and for whom.
  struct Cause {
    const char* reason;
    const inbound::RequestContext& context;
  };
  std::expected<Client, inbound::ClientRefusal> store(Client client, const Cause& cause);
  AuditEvent event(AuditType type, const ClientId& id, const Cause& cause) const;

  Ports ports_;
};

}  // namespace chancery
