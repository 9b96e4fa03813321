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
  /// What may be answered once more to a challenge that was answered wrongly.
  [[nodiscard]] std::optional<inbound::FactorOffer> offer_again(const inbound::FactorOwner& owner,
                                                                const std::string& challenge);

  ProvePassword passwords_;
  ProveFactor& factors_;
  Challenges& challenges_;
  const outbound::Clock& clock_;
};

/// Text that says what this owner has proved, the first of it then.
[[nodiscard]] std::string sealed_proof(Challenges& challenges, const inbound::FactorOwner& owner,
                                       std::vector<std::string> methods, Instant authenticated_at);

/// What `sealed_proof` made for this owner, if it is enough as things are now: a password's proof
/// is not, once there is a second factor.
[[nodiscard]] std::optional<Challenge> opened_proof(const Challenges& challenges,
                                                    outbound::SecondFactorStore& factors,
                                                    const inbound::FactorOwner& owner,
                                                    std::string_view proof);

/// Whether what was proved is all that this user can prove.
[[nodiscard]] bool is_enough(const std::vector<std::string>& proved,
                             outbound::SecondFactorStore& factors, const UserId& user);

/// In the hands of that owner, at this place.
[[nodiscard]] ChallengeHolder holder_of(const inbound::FactorOwner& owner);

}  // namespace chancery
