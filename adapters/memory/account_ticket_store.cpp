#include "adapters/memory/account_ticket_store.hpp"

#include <algorithm>

#include "adapters/memory/factors.hpp"
#include "adapters/memory/user_rows.hpp"

namespace chancery::memory {
namespace {

using outbound::RedeemInvitationOutcome;
using outbound::RedeemTicketOutcome;

auto place_of(Tables& tables, const TicketDigest& id) {
  return std::ranges::find_if(tables.account_tickets,
                              [&](const auto& entry) { return entry.second.id == id; });
}

}  // namespace

bool AccountTicketStore::add(const AccountTicket& ticket,
                             const std::optional<Instant>& unless_issued_after,
                             const AuditEvent& event) {
  return database_.with([&](Tables& tables) {
    const std::pair key(ticket.purpose, subject_of(ticket));
    const auto older = tables.account_tickets.find(key);
    if (older != tables.account_tickets.end() && unless_issued_after) {
      const auto issued_at = older->second.issued_at;
      if (issued_at > *unless_issued_after && issued_at != ticket.issued_at) return false;
    }
    tables.account_tickets.insert_or_assign(key, ticket);
    tables.events.push_back(event);
    return true;
  });
}

std::optional<AccountTicket> AccountTicketStore::find(const TicketDigest& id) {
  return database_.with([&](Tables& tables) -> std::optional<AccountTicket> {
    const auto found = place_of(tables, id);
    if (found == tables.account_tickets.end()) return std::nullopt;
    return found->second;
  });
}

RedeemTicketOutcome AccountTicketStore::redeem(const Redemption& redemption) {
  return database_.with([&](Tables& tables) {
    const auto& [id, user, password, event, factors_removed] = redemption;
    const auto found = place_of(tables, id);
    if (found == tables.account_tickets.end()) return RedeemTicketOutcome::ticket_gone;
    using enum outbound::UpdateUserOutcome;
    switch (update_user(tables, user, password, event)) {
      case updated: break;
      case email_taken: return RedeemTicketOutcome::email_taken;
      default: return RedeemTicketOutcome::user_stale;
    }
    if (factors_removed && factors_of(tables, user.id).any()) {
      forget_factors(tables, user.id);
      tables.events.push_back(*factors_removed);
    }
    tables.account_tickets.erase(found);
    return RedeemTicketOutcome::redeemed;
  });
}

RedeemInvitationOutcome AccountTicketStore::redeem_invitation(const Redemption& redemption) {
  return database_.with([&](Tables& tables) {
    const auto& [id, user, password, event, factors_removed] = redemption;
    const auto found = place_of(tables, id);
    if (found == tables.account_tickets.end()) return RedeemInvitationOutcome::ticket_gone;
    using enum outbound::AddUserOutcome;
    switch (add_user(tables, user, password, event)) {
      case added: break;
      case email_taken: return RedeemInvitationOutcome::email_taken;
      case username_taken: return RedeemInvitationOutcome::username_taken;
    }
    tables.account_tickets.erase(found);
    return RedeemInvitationOutcome::redeemed;
  });
}

}  // namespace chancery::memory
