#include "app/usecases/invite_users.hpp"

#include "ports/unavailable.hpp"

namespace chancery {

std::expected<inbound::Invitation, inbound::UserRefusal> InviteUsers::invite(
    const std::string& email, const inbound::RequestContext& context) {
  using inbound::UserRefusal;
  if (auto refusal = Accounts::objection({.id = UserId(""), .email = email})) {
    return std::unexpected(*std::move(refusal));
  }
  if (accounts_.users().find_by_login(canonical_email(email).value())) {
    return std::unexpected(
        UserRefusal{UserRefusal::Reason::email_taken, "there is an account of this address"});
  }
  auto issued =
      tickets_.issue({.purpose = TicketPurpose::invite, .to = email, .user = nullptr}, context);
  if (!issued) throw Unavailable("an invitation was kept back that is never to be");
  inbound::Invitation invitation{.email = email, .expires_at = issued->expires_at};
  if (!mail_.is_enabled()) invitation.link = std::move(issued->link);
  return invitation;
}

}  // namespace chancery
