#pragma once

#include "adapters/memory/database.hpp"
#include "ports/outbound/account_ticket_store.hpp"

namespace chancery::memory {

/// outbound::AccountTicketStore over a memory::Database. Keeps the port's contract and never throws
/// Unavailable, save for a user's id that is there already, as a database would.
class AccountTicketStore final : public outbound::AccountTicketStore {
 public:
  explicit AccountTicketStore(Database& database) : database_(database) {}

  bool add(const AccountTicket& ticket, const std::optional<Instant>& unless_issued_after,
           const AuditEvent& event) override;
  std::optional<AccountTicket> find(const TicketDigest& id) override;
  outbound::RedeemTicketOutcome redeem(const Redemption& redemption) override;
  outbound::RedeemInvitationOutcome redeem_invitation(const Redemption& redemption) override;

 private:
  Database& database_;
};

}  // namespace chancery::memory
