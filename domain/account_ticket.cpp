#include "domain/account_ticket.hpp"

namespace chancery {

std::string subject_of(const AccountTicket& ticket) {
  return ticket.user ? ticket.user->value() : canonical_email(ticket.email).value().value();
}

std::string_view name(TicketFault fault) {
  switch (fault) {
    case TicketFault::expired: return "expired";
    case TicketFault::user_gone: return "user_gone";
    case TicketFault::user_changed: return "user_changed";
    case TicketFault::address_changed: return "address_changed";
  }
  std::unreachable();
}

std::optional<TicketFault> fault_of(const AccountTicket& ticket, const User* user, Instant now) {
  if (now >= ticket.expires_at) return TicketFault::expired;
  if (ticket.purpose == TicketPurpose::invite) return std::nullopt;
  if (user == nullptr || user->disabled) return TicketFault::user_gone;
  const bool is_to_own_address = ticket.purpose != TicketPurpose::change_email;
  if (is_to_own_address && canonical_email(ticket.email) != canonical_email(user->email)) {
    return TicketFault::address_changed;
  }
  if (ticket.user_epoch != user->epoch) return TicketFault::user_changed;
  return std::nullopt;
}

bool ends_factors(const AccountTicket& ticket, const User& user) {
  return ticket.purpose == TicketPurpose::reset_password && !user.email_verified;
}

User redeemed(const AccountTicket& ticket, User user, Instant now) {
  if (ticket.purpose == TicketPurpose::change_email) user.email = ticket.email;
  if (ticket.purpose == TicketPurpose::reset_password) {
    user = logged_out_everywhere(std::move(user), now);
  }
  user.email_verified = true;
  user.updated_at = now;
  return user;
}

}  // namespace chancery
