#include "app/usecases/register_user.hpp"

#include "app/usecases/random_id.hpp"
#include "ports/unavailable.hpp"

namespace chancery {
namespace {

using inbound::Registered;
using inbound::Registration;
using inbound::RequestContext;
using inbound::UserRefusal;
using Reason = UserRefusal::Reason;

std::unexpected<UserRefusal> refuse(Reason reason, std::string message) {
  return std::unexpected(UserRefusal{reason, std::move(message)});
}

User account_of(const Registration& registration) {
  return {.id = UserId(""), .email = registration.email, .username = registration.username};
}

}  // namespace

RegisterUser::Outcome RegisterUser::register_user(const Registration& registration,
                                                  const RequestContext& context) {
  if (policy_.registration == RegistrationPolicy::off) {
    return refuse(Reason::registration_off, "accounts are made by administrators here");
  }
  if (registration.invitation) return redeem(registration, context);
  if (policy_.registration == RegistrationPolicy::invite) {
    return refuse(Reason::invitation_missing, "an account needs an invitation here");
  }
  if (!policy_.require_verified_email) return add(registration, context);
  if (!ports_.mail.is_enabled()) {
    return refuse(Reason::no_mail, "no e-mail address can be verified here: ask the operator");
  }
  return accept(registration, context);
}

RegisterUser::Outcome RegisterUser::accept(const Registration& registration,
                                           const RequestContext& context) {
  const auto wanted = account_of(registration);
  if (auto why = Accounts::objection(wanted)) return std::unexpected(*std::move(why));
  if (auto why = ports_.accounts.objection_to(registration.password, wanted)) {
    return std::unexpected(*std::move(why));
  }
  ports_.requests.put(
      {.kind = AccountRequestKind::registration,
       .email = registration.email,
       .registration =
           AccountRequest::Registration{.id = UserId(random_id(ports_.entropy)),
                                        .username = registration.username,
                                        .password = ports_.accounts.hash(registration.password)}},
      context);
  return Registered{};
}

RegisterUser::Outcome RegisterUser::add(const Registration& registration,
                                        const RequestContext& context) {
  auto added =
      ports_.accounts.add(account_of(registration), registration.password, {"registered", context});
  if (!added) return std::unexpected(std::move(added.error()));
  if (ports_.mail.is_enabled()) {
    try {
      ports_.requests.put({.kind = AccountRequestKind::verify_email, .email = added->email},
                          context);
    } catch (const Unavailable&) {
      return Registered{*std::move(added)};  // who made it can ask for the mail
    }
  }
  return Registered{*std::move(added)};
}

RegisterUser::Outcome RegisterUser::redeem(const Registration& registration,
                                           const RequestContext& context) {
  const auto live = ports_.tickets.find(*registration.invitation, {TicketPurpose::invite});
  if (!live) return std::unexpected(live.error());
  auto wanted = account_of(registration);
  wanted.email_verified = true;
  if (auto why = Accounts::objection(wanted)) return std::unexpected(*std::move(why));
  if (canonical_email(wanted.email) != canonical_email(live->ticket.email)) {
    return refuse(Reason::invalid_email, "the invitation is of another e-mail address");
  }
  if (auto why = ports_.accounts.objection_to(registration.password, wanted)) {
    return std::unexpected(*std::move(why));
  }
  wanted = ports_.accounts.prepared(std::move(wanted));
  const Accounts::Cause cause{"invited", context};
  using enum outbound::RedeemInvitationOutcome;
  switch (ports_.ticket_store.redeem_invitation(
      {.ticket = live->ticket.id,
       .user = wanted,
       .password = ports_.accounts.hash(registration.password),
       .event = ports_.accounts.event(AuditType::user_created, wanted.id, cause)})) {
    case redeemed: return Registered{std::move(wanted)};
    case ticket_gone: return std::unexpected(Tickets::invalid_link("used_meanwhile"));
    case email_taken: return std::unexpected(Accounts::email_is_taken());
    case username_taken: return std::unexpected(Accounts::username_is_taken());
  }
  std::unreachable();
}

}  // namespace chancery
