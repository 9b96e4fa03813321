#include "app/usecases/tickets.hpp"

#include <algorithm>

#include "app/usecases/interactions.hpp"
#include "domain/codec/base64url.hpp"

namespace chancery {
namespace {

MailKind mail_kind(TicketPurpose purpose) {
  switch (purpose) {
    case TicketPurpose::verify_email: return MailKind::verify_email;
    case TicketPurpose::reset_password: return MailKind::reset_password;
    case TicketPurpose::change_email: return MailKind::change_email;
    case TicketPurpose::invite: return MailKind::invite;
  }
  std::unreachable();
}

TicketDigest digest(const outbound::Hashes& hashes, const Secret& secret) {
  return TicketDigest(codec::base64url(hashes.sha256(secret.reveal())));
}

}  // namespace

std::optional<Tickets::Issued> Tickets::issue(const Order& order,
                                              const inbound::RequestContext& context) {
  const auto now = ports_.clock.now();
  const auto issued_at = order.asked_at.value_or(now);
  const auto secret = random_secret(ports_.entropy);
  const AccountTicket ticket{
      .id = digest(ports_.hashes, secret),
      .purpose = order.purpose,
      .user = order.user == nullptr ? std::nullopt : std::optional(order.user->id),
      .email = order.to,
      .user_epoch = order.user == nullptr ? 0 : order.user->epoch,
      .issued_at = issued_at,
      .expires_at = now + ticket_lifetime(order.purpose)};
  const auto pause = order.asked_at ? std::optional(issued_at - ticket_pause) : std::nullopt;
  const bool added = ports_.store.add(ticket, pause,
                                      {.type = AuditType::ticket_issued,
                                       .at = now,
                                       .reason = std::string(name(order.purpose)),
                                       .user = ticket.user,
                                       .origin = context.origin,
                                       .request_id = context.request_id});
  if (!added) return std::nullopt;
  auto link = mail_.page(std::string(ticket_path(order.purpose)) + "?token=" + secret.reveal());
  mail_.send({.kind = mail_kind(order.purpose),
              .to = order.to,
              .user = order.user,
              .languages = context.languages,
              .link = link});
  return Issued{.link = Secret(std::move(link)), .expires_at = ticket.expires_at};
}

std::expected<Tickets::Live, inbound::UserRefusal> Tickets::find(
    const Secret& secret, std::initializer_list<TicketPurpose> purposes) {
  if (!is_random_secret(secret.reveal())) return std::unexpected(invalid_link("malformed"));
  auto ticket = ports_.store.find(digest(ports_.hashes, secret));
  if (!ticket) return std::unexpected(invalid_link("unknown"));
  if (std::ranges::find(purposes, ticket->purpose) == purposes.end()) {
    return std::unexpected(invalid_link("other_purpose"));
  }
  auto user = ticket->user ? ports_.users.find(*ticket->user) : std::nullopt;
  if (const auto fault = fault_of(*ticket, user ? &*user : nullptr, ports_.clock.now())) {
    return std::unexpected(invalid_link(name(*fault)));
  }
  return Live{*std::move(ticket), std::move(user)};
}

inbound::UserRefusal Tickets::invalid_link(std::string_view detail) {
  return {.reason = inbound::UserRefusal::Reason::invalid_link,
          .message =
              "the link was used before, is too old or was replaced by a newer one: ask for "
              "another",
          .detail = detail};
}

}  // namespace chancery
