#pragma once

#include "app/usecases/prove_factor.hpp"
#include "app/usecases/prove_password.hpp"
#include "ports/inbound/prove_again.hpp"

namespace chancery {

class ProveAgain final : public inbound::ProveAgain {
 public:
  ProveAgain(ProvePassword passwords, ProveFactor& factors, Challenges& challenges,
             const outbound::Clock& clock)
      : passwords_(passwords), factors_(factors), challenges_(challenges), clock_(clock) {}

  std::expected<std::string, inbound::FactorRefusal> by_password(
      const inbound::FactorOwner& owner, const Secret& password,
      const inbound::RequestContext& context) override;
  std::expected<std::string, inbound::FactorRefusal> by_factor(
      const inbound::FactorOwner& owner, const std::string& challenge, const FactorProof& proof,
      const inbound::RequestContext& context) override;

 private:
  [[nodiscard]] std::string proof_of(const inbound::FactorOwner& owner,
                                     std::vector<std::string> methods, Instant authenticated_at);

  ProvePassword passwords_;
  ProveFactor& factors_;
  Challenges& challenges_;
  const outbound::Clock& clock_;
};

/// Whether `proof` is one that `ProveAgain` gave this owner.
[[nodiscard]] bool is_proof_of(const Challenges& challenges, const inbound::FactorOwner& owner,
                               std::string_view proof);

/// In the hands of that owner, at this place.
[[nodiscard]] ChallengeHolder holder_of(const inbound::FactorOwner& owner);

}  // namespace chancery
