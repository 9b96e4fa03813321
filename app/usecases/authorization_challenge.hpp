#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "app/usecases/challenges.hpp"
#include "app/usecases/prove_factor.hpp"
#include "app/usecases/prove_password.hpp"
#include "domain/challenge_terms.hpp"
#include "domain/time.hpp"
#include "ports/inbound/authorization_challenge.hpp"
#include "ports/outbound/authorization_code_store.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/entropy.hpp"
#include "ports/outbound/hashes.hpp"

namespace chancery {

/// `auth_session` is the terms that the app asks on, a dot, and a challenge that nobody but this
/// client, on these terms, can answer.
class AuthorizationChallenge final : public inbound::AuthorizationChallenge {
 public:
  struct Ports {
    outbound::AuthorizationCodeStore& codes;
    const outbound::Hashes& hashes;
    outbound::Entropy& entropy;
    const outbound::Clock& clock;
  };
  struct Settings {
    Issuer issuer;
    Lifetime code_lifetime;
  };

  AuthorizationChallenge(Ports ports, ProvePassword passwords, ProveFactor& factors,
                         Challenges& challenges, Settings settings)
      : ports_(ports),
        passwords_(passwords),
        factors_(factors),
        challenges_(challenges),
        settings_(std::move(settings)) {}

  inbound::ChallengeAnswer answer(const Client& client, const inbound::ChallengeRequest& request,
                                  const inbound::RequestContext& context) override;

 private:
  /// A request whose client, terms and session are in order.
  struct Asked {
    const Client& client;
    const inbound::RequestContext& context;
    ChallengeTerms terms;
    /// As `auth_session` has them.
    std::string written_terms;
    ChallengeHolder holder;
    Scopes scopes;
    std::vector<std::string> audiences;
    /// What the session holds.
    std::optional<Challenges::Sealed> session{};
  };
  /// A user, and how they proved who they are.
  struct Proved {
    const User& user;
    const Authentication& authentication;
    Instant authenticated_at;
  };

  std::expected<Asked, OAuthError> read(const Client& client,
                                        const inbound::ChallengeRequest& request,
                                        const inbound::RequestContext& context) const;
  inbound::ChallengeAnswer show(const Asked& asked, const inbound::NoProof& proof);
  inbound::ChallengeAnswer show(const Asked& asked, const inbound::PasswordProof& proof);
  inbound::ChallengeAnswer show(const Asked& asked, const FactorProof& proof);
  /// What whoever it is may begin with.
  [[nodiscard]] inbound::ChallengeAnswer begin(const Asked& asked);
  /// What the user of this challenge may answer.
  [[nodiscard]] inbound::ChallengeAnswer ask(const Asked& asked, const std::string& challenge);
  [[nodiscard]] inbound::ChallengeAnswer issue(const Asked& asked, const Proved& proved);

  Ports ports_;
  ProvePassword passwords_;
  ProveFactor& factors_;
  Challenges& challenges_;
  Settings settings_;
};

}  // namespace chancery
