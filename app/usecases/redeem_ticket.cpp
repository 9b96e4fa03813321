#include "app/usecases/redeem_ticket.hpp"

#include "ports/unavailable.hpp"

namespace chancery {
namespace {

using inbound::UserRefusal;
using outbound::RedeemTicketOutcome;

/// Each round is one more change of the account that was made meanwhile.
constexpr int max_attempts = 3;

const char* reason_of(TicketPurpose purpose) {
  switch (purpose) {
    case TicketPurpose::verify_email: return "email_verified";
    case TicketPurpose::reset_password: return "password_reset";
    case TicketPurpose::change_email: return "email_changed";
    case TicketPurpose::invite: break;
  }
  std::unreachable();
}

std::unexpected<UserRefusal> changed_meanwhile() {
  return std::unexpected(UserRefusal{UserRefusal::Reason::changed_meanwhile,
                                     "the account was changed meanwhile: try again"});
}

}  // namespace

std::optional<inbound::TicketPreview> RedeemTicket::preview(const Secret& ticket) {
  using enum TicketPurpose;
  auto live = tickets_.find(ticket, {verify_email, reset_password, change_email, invite});
  if (!live) return std::nullopt;
  return inbound::TicketPreview{live->ticket.purpose, std::move(live->ticket.email)};
}

RedeemTicket::Outcome RedeemTicket::verify(const Secret& ticket,
                                           const inbound::RequestContext& context) {
  for (int i = 0; i < max_attempts; ++i) {
    const auto live =
        tickets_.find(ticket, {TicketPurpose::verify_email, TicketPurpose::change_email});
    if (!live) return std::unexpected(live.error());
    if (auto outcome = redeem(*live, std::nullopt, context)) return *std::move(outcome);
  }
  return changed_meanwhile();
}

RedeemTicket::Outcome RedeemTicket::reset_password(const Secret& ticket, const Secret& password,
                                                   const inbound::RequestContext& context) {
  std::optional<PasswordHash> hash;
  for (int i = 0; i < max_attempts; ++i) {
    const auto live = tickets_.find(ticket, {TicketPurpose::reset_password});
    if (!live) return std::unexpected(live.error());
    if (auto why = accounts_.objection_to(password, *live->user)) return std::unexpected(*why);
    if (!hash) hash = accounts_.hash(password);
    if (auto outcome = redeem(*live, hash, context)) {
      if (*outcome) know(*live->user, context);
      return *std::move(outcome);
    }
  }
  return changed_meanwhile();
}

/// Whoever guesses at the account elsewhere does not keep its owner out.
void RedeemTicket::know(const User& owner, const inbound::RequestContext& context) {
  try {
    ports_.guesses.know(
        {.kind = AttemptKind::password, .user = owner.id, .network = context.network}, context);
  } catch (const Unavailable&) {
    return;  // the password is set all the same
  }
}

std::optional<RedeemTicket::Outcome> RedeemTicket::redeem(
    const Tickets::Live& live, const std::optional<PasswordHash>& password,
    const inbound::RequestContext& context) {
  const auto now = ports_.clock.now();
  const auto& [ticket, user] = live;
  const auto event = [&](AuditType type, std::string reason) {
    return AuditEvent{.type = type,
                      .at = now,
                      .reason = std::move(reason),
                      .user = user->id,
                      .origin = context.origin,
                      .request_id = context.request_id};
  };
  outbound::AccountTicketStore::Redemption redemption{
      .ticket = ticket.id,
      .user = redeemed(ticket, *user, now),
      .password = password,
      .event = event(AuditType::user_changed, reason_of(ticket.purpose))};
  if (ends_factors(ticket, *user)) {
    redemption.factors_removed = event(AuditType::factor_removed, "unverified");
  }
  switch (ports_.store.redeem(redemption)) {
    case RedeemTicketOutcome::redeemed: tell(live, context); return Outcome();
    case RedeemTicketOutcome::ticket_gone:
      return std::unexpected(Tickets::invalid_link("used_meanwhile"));
    case RedeemTicketOutcome::email_taken: return std::unexpected(Accounts::email_is_taken());
    case RedeemTicketOutcome::user_stale: break;
  }
  return std::nullopt;
}

void RedeemTicket::tell(const Tickets::Live& live, const inbound::RequestContext& context) {
  const auto& [ticket, user] = live;
  if (ticket.purpose == TicketPurpose::verify_email) return;
  const bool is_reset = ticket.purpose == TicketPurpose::reset_password;
  mail_.tell({.kind = is_reset ? MailKind::password_changed : MailKind::email_changed,
              .to = user->email,
              .user = &*user,
              .languages = context.languages,
              .link = is_reset ? mail_.page(ticket_help_path) : std::string()});
}

}  // namespace chancery
