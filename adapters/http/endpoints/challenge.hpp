#pragma once

#include "adapters/http/message.hpp"
#include "ports/inbound/authenticate_client.hpp"
#include "ports/inbound/authorization_challenge.hpp"

namespace chancery::http {

/// POST /oauth2/challenge (OAuth 2.0 for First-Party Applications §5). What a user may prove is in
/// members of our own: `factors`, and `passkey` with the options for it.
class ChallengeEndpoint {
 public:
  ChallengeEndpoint(inbound::AuthenticateClient& clients,
                    inbound::AuthorizationChallenge& challenge)
      : clients_(clients), challenge_(challenge) {}

  Reply operator()(const Request& request) const;

  /// A request with a password may wait for a slow hash and must not hold up the others.
  static Lane lane(const Request& request);

 private:
  inbound::AuthenticateClient& clients_;
  inbound::AuthorizationChallenge& challenge_;
};

}  // namespace chancery::http
