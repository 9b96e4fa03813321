#pragma once

#include "app/usecases/resting_clients.hpp"
#include "ports/inbound/deliver_logout_notices.hpp"
#include "ports/outbound/back_channel.hpp"
#include "ports/outbound/client_store.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/entropy.hpp"
#include "ports/outbound/id_token_signer.hpp"
#include "ports/outbound/logout_outbox.hpp"

namespace chancery {

class DeliverLogoutNotices final : public inbound::DeliverLogoutNotices {
 public:
  struct Ports {
    outbound::LogoutOutbox& outbox;
    outbound::ClientStore& clients;
    outbound::BackChannel& back_channel;
    outbound::IdTokenSigner& signer;
    outbound::Entropy& entropy;
    const outbound::Clock& clock;
  };

  DeliverLogoutNotices(Ports ports, Issuer issuer) : ports_(ports), issuer_(std::move(issuer)) {}

  Tally deliver(std::size_t limit) override;

 private:
  void try_one(const LogoutNotice& notice, Tally& tally);
  /// Whether its client took it, or is there no more.
  [[nodiscard]] bool send(const LogoutNotice& notice);
  void try_later(const LogoutNotice& notice, Tally& tally);

  Ports ports_;
  Issuer issuer_;
  RestingClients resting_;
};

}  // namespace chancery
