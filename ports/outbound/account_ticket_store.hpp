#pragma once

#include <optional>

#include "domain/account_ticket.hpp"
#include "domain/audit_event.hpp"
#include "domain/user.hpp"
#include "ports/outbound/user_store.hpp"

namespace chancery::outbound {

enum class RedeemTicketOutcome {
  redeemed,
  ticket_gone,  ///< redeemed before, or another one took its place
  user_stale,   ///< somebody else updated the account since it was read, or removed it
  email_taken,
};

enum class RedeemInvitationOutcome { redeemed, ticket_gone, email_taken, username_taken };

/// Tickets that were sent by mail, one per purpose and subject. A ticket is used up by one
/// conditional statement, in the same step as the change that it is good for: both or neither, so
/// that a change that fails costs nobody their link. Thread-safe; every method may throw
/// Unavailable. Each change and its audit event are stored both or neither.
class AccountTicketStore {
 public:
  virtual ~AccountTicketStore() = default;

  /// Stores a ticket in the place of an older one of its purpose and subject. False, and no change,
  /// if that was issued after `unless_issued_after`; one that was issued at the very instant of the
  /// new one is of the same request, and is replaced.
  [[nodiscard]] virtual bool add(const AccountTicket& ticket,
                                 const std::optional<Instant>& unless_issued_after,
                                 const AuditEvent& event) = 0;

  [[nodiscard]] virtual std::optional<AccountTicket> find(const TicketDigest& id) = 0;

  struct Redemption {
    TicketDigest ticket;
    /// As UserStore::update takes it.
    User user;
    std::optional<PasswordHash> password{};
    AuditEvent event;
    /// If it is there, the account's second factors and recovery codes go; recorded if there were
    /// any.
    std::optional<AuditEvent> factors_removed{};
  };
  /// Uses the ticket up and replaces the account, if its version is still `user.version`. Of
  /// concurrent callers with one ticket exactly one wins.
  [[nodiscard]] virtual RedeemTicketOutcome redeem(const Redemption& redemption) = 0;

  /// The same for an invitation: adds the account, as UserStore::add does.
  [[nodiscard]] virtual RedeemInvitationOutcome redeem_invitation(const Redemption& redemption) = 0;
};

}  // namespace chancery::outbound
