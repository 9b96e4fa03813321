#pragma once

#include "adapters/breaker/breaker.hpp"
#include "ports/outbound/account_ticket_store.hpp"

namespace chancery::breaker {

/// outbound::AccountTicketStore through a breaker. Both are to outlive it.
class AccountTicketStore final : public outbound::AccountTicketStore {
 public:
  AccountTicketStore(outbound::AccountTicketStore& store, Breaker& breaker)
      : store_(store), breaker_(breaker) {}

  bool add(const AccountTicket& ticket, const std::optional<Instant>& unless_issued_after,
           const AuditEvent& event) override {
    return breaker_.write([&] { return store_.add(ticket, unless_issued_after, event); });
  }
  std::optional<AccountTicket> find(const TicketDigest& id) override {
    return breaker_.read([&] { return store_.find(id); });
  }
  outbound::RedeemTicketOutcome redeem(const Redemption& redemption) override {
    return breaker_.write([&] { return store_.redeem(redemption); });
  }
  outbound::RedeemInvitationOutcome redeem_invitation(const Redemption& redemption) override {
    return breaker_.write([&] { return store_.redeem_invitation(redemption); });
  }

 private:
  outbound::AccountTicketStore& store_;
  Breaker& breaker_;
};

}  // namespace chancery::breaker
