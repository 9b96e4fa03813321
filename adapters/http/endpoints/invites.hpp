#pragma once

#include "adapters/http/message.hpp"
#include "ports/inbound/authenticate_bearer.hpp"
#include "ports/inbound/invite_users.hpp"

namespace chancery::http {

/// POST /api/v1/users/invites: an invitation to make an account, by an administrator.
class InvitesEndpoint {
 public:
  InvitesEndpoint(inbound::AuthenticateBearer& bearer, inbound::InviteUsers& invitations)
      : bearer_(bearer), invitations_(invitations) {}

  Reply operator()(const Request& request) const;

 private:
  inbound::AuthenticateBearer& bearer_;
  inbound::InviteUsers& invitations_;
};

}  // namespace chancery::http
