#pragma once

#include "adapters/breaker/breaker.hpp"
#include "ports/outbound/client_store.hpp"

namespace chancery::breaker {

/// outbound::ClientStore through a breaker. Both are to outlive it.
class ClientStore final : public outbound::ClientStore {
 public:
  ClientStore(outbound::ClientStore& store, Breaker& breaker) : store_(store), breaker_(breaker) {}

  bool add(const Client& client, const AuditEvent& event) override {
    return breaker_.write([&] { return store_.add(client, event); });
  }
  std::optional<Client> find(const ClientId& id) override {
    return breaker_.read([&] { return store_.find(id); });
  }
  std::vector<Client> list() override {
    return breaker_.read([&] { return store_.list(); });
  }
  outbound::UpdateClientOutcome update(const Client& client, const AuditEvent& event) override {
    return breaker_.write([&] { return store_.update(client, event); });
  }
  bool remove(const ClientId& id, const AuditEvent& event) override {
    return breaker_.write([&] { return store_.remove(id, event); });
  }
  bool has_redirect_origin(std::string_view origin) override {
    return breaker_.read([&] { return store_.has_redirect_origin(origin); });
  }

 private:
  outbound::ClientStore& store_;
  Breaker& breaker_;
};

}  // namespace chancery::breaker
