#pragma once

#include <functional>

#include "ports/outbound/account_ticket_store.hpp"

namespace chancery::sql {

class Database;
class Session;

/// outbound::AccountTicketStore over a SQL database. Throws std::invalid_argument for text that is
/// not UTF-8 or holds NUL.
class AccountTicketStore final : public outbound::AccountTicketStore {
 public:
  explicit AccountTicketStore(Database& database) : database_(database) {}

  bool add(const AccountTicket& ticket, const std::optional<Instant>& unless_issued_after,
           const AuditEvent& event) override;
  std::optional<AccountTicket> find(const TicketDigest& id) override;
  outbound::RedeemTicketOutcome redeem(const Redemption& redemption) override;
  outbound::RedeemInvitationOutcome redeem_invitation(const Redemption& redemption) override;

 private:
  /// Uses the ticket up if `change`, made beside, gives true. Whether there was one.
  bool use_up(const Redemption& redemption, const std::function<bool(Session&)>& change);

  Database& database_;
};

}  // namespace chancery::sql
