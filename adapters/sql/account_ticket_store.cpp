#include "adapters/sql/account_ticket_store.hpp"

#include "adapters/sql/audit_rows.hpp"
#include "adapters/sql/database.hpp"
#include "adapters/sql/factor_rows.hpp"
#include "adapters/sql/read_back.hpp"
#include "adapters/sql/session.hpp"
#include "adapters/sql/user_rows.hpp"
#include "ports/unavailable.hpp"

namespace chancery::sql {
namespace {

using outbound::RedeemInvitationOutcome;
using outbound::RedeemTicketOutcome;

constexpr Statement put_ticket(
    "INSERT INTO account_tickets (id, purpose, subject, user_id, email, user_epoch, issued_at,"
    " expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (purpose, subject)"
    " DO UPDATE SET id = excluded.id, user_id = excluded.user_id, email = excluded.email,"
    " user_epoch = excluded.user_epoch, issued_at = excluded.issued_at,"
    " expires_at = excluded.expires_at WHERE account_tickets.issued_at <= $9"
    " OR account_tickets.issued_at = excluded.issued_at");

constexpr Statement select_ticket(
    "SELECT id, purpose, user_id, email, user_epoch, issued_at, expires_at FROM account_tickets"
    " WHERE id = $1");

constexpr Statement delete_ticket("DELETE FROM account_tickets WHERE id = $1");

AccountTicket ticket_from(Row& row) {
  const auto optional_user = [&]() -> std::optional<UserId> {
    auto id = row.optional_text();
    if (!id) return std::nullopt;
    return UserId(*std::move(id));
  };
  TicketDigest id(row.text());
  const auto purpose = parse_ticket_purpose(row.text());
  if (!purpose) throw Unavailable("sql: a ticket's purpose cannot be read");
  return {.id = std::move(id),
          .purpose = *purpose,
          .user = optional_user(),
          .email = row.text(),
          .user_epoch = row.integer(),
          .issued_at = row.instant(),
          .expires_at = row.instant()};
}

}  // namespace

bool AccountTicketStore::add(const AccountTicket& ticket,
                             const std::optional<Instant>& unless_issued_after,
                             const AuditEvent& event) {
  const auto put = [&] {
    return database_.transact([&](Session& session) {
      const auto written = session.execute(
          put_ticket, {ticket.id, name(ticket.purpose), subject_of(ticket), ticket.user,
                       ticket.email, ticket.user_epoch, ticket.issued_at, ticket.expires_at,
                       unless_issued_after.value_or(Instant::max())});
      if (written == 0) return false;
      insert_event(session, event);
      return true;
    });
  };
  return or_as_read_back(put, [&] { return yes_if(find(ticket.id).has_value()); });
}

std::optional<AccountTicket> AccountTicketStore::find(const TicketDigest& id) {
  auto rows = database_.query(select_ticket, {id});
  if (rows.empty()) return std::nullopt;
  return ticket_from(rows.front());
}

bool AccountTicketStore::use_up(const Redemption& redemption,
                                const std::function<bool(Session&)>& change) {
  bool had_ticket = false;
  database_.transact([&](Session& session) {
    had_ticket = session.execute(delete_ticket, {redemption.ticket}) == 1;
    if (!had_ticket || !change(session)) return false;
    insert_event(session, redemption.event);
    return true;
  });
  return had_ticket;
}

RedeemTicketOutcome AccountTicketStore::redeem(const Redemption& redemption) {
  const auto& [id, user, password, event, factors_removed] = redemption;
  const auto redeem_once = [&] {
    auto outcome = outbound::UpdateUserOutcome::updated;
    const bool had_ticket = use_up(redemption, [&](Session& session) {
      outcome = update_user(session, user, password);
      if (outcome != outbound::UpdateUserOutcome::updated) return false;
      if (factors_removed && drop_factors(session, user.id))
        insert_event(session, *factors_removed);
      return true;
    });
    if (!had_ticket) return RedeemTicketOutcome::ticket_gone;
    return outcome == outbound::UpdateUserOutcome::updated ? RedeemTicketOutcome::redeemed
                                                           : RedeemTicketOutcome::user_stale;
  };
  try {
    return or_as_read_back(redeem_once, [&] {
      return is_updated(database_, user, password) ? std::optional(RedeemTicketOutcome::redeemed)
                                                   : std::nullopt;
    });
  } catch (const UniqueViolation&) {
    if (taken_name(database_, user) != UserName::email) throw;
    return RedeemTicketOutcome::email_taken;
  }
}

RedeemInvitationOutcome AccountTicketStore::redeem_invitation(const Redemption& redemption) {
  const auto& user = redemption.user;
  const auto redeem_once = [&] {
    auto outcome = outbound::AddUserOutcome::added;
    const bool had_ticket = use_up(redemption, [&](Session& session) {
      outcome = insert_user(session, user, redemption.password);
      return outcome == outbound::AddUserOutcome::added;
    });
    if (!had_ticket) return RedeemInvitationOutcome::ticket_gone;
    using enum outbound::AddUserOutcome;
    switch (outcome) {
      case added: return RedeemInvitationOutcome::redeemed;
      case email_taken: return RedeemInvitationOutcome::email_taken;
      case username_taken: return RedeemInvitationOutcome::username_taken;
    }
    std::unreachable();
  };
  // Nobody else has the id.
  return or_as_read_back(redeem_once, [&]() -> std::optional<RedeemInvitationOutcome> {
    const auto found = find_credentials(database_, canonical_email(user.email).value());
    if (!found || found->user.id != user.id) return std::nullopt;
    return RedeemInvitationOutcome::redeemed;
  });
}

}  // namespace chancery::sql
