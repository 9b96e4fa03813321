#include "app/usecases/prove_again.hpp"

namespace chancery {
namespace {

using inbound::FactorRefusal;
using Reason = FactorRefusal::Reason;

std::unexpected<FactorRefusal> too_many(std::chrono::seconds retry_after,
                                        std::optional<inbound::FactorOffer> offer = {}) {
  return std::unexpected(FactorRefusal{.reason = Reason::too_many_attempts,
                                       .message = "there were too many attempts: wait",
                                       .offer = std::move(offer),
                                       .retry_after = retry_after});
}

std::unexpected<FactorRefusal> challenge_lost() {
  return std::unexpected(
      FactorRefusal{Reason::challenge_lost, "this took too long: begin with the password again"});
}

}  // namespace

std::expected<std::string, FactorRefusal> ProveAgain::by_password(
    const inbound::FactorOwner& owner, const Secret& password,
    const inbound::RequestContext& context) {
  const auto proved = passwords_.prove({.login_name = owner.user.email,
                                        .password = password,
                                        .client = owner.client,
                                        .network = context.network},
                                       context);
  if (!proved && proved.error().retry_after) return too_many(*proved.error().retry_after);
  // The address may be another account's by now.
  if (!proved || proved->id != owner.user.id) {
    return std::unexpected(FactorRefusal{Reason::wrong_password, "the current password is wrong"});
  }
  const auto holder = holder_of(owner);
  const auto challenge = factors_.demand(*proved, Challenge::Purpose::manage, holder);
  if (!challenge) {
    return sealed_proof(challenges_, owner, chancery::by_password().amr, clock_.now());
  }
  auto asked = factors_.asked(*challenge, Challenge::Purpose::manage, holder);
  if (!asked) return challenge_lost();
  return std::unexpected(FactorRefusal{.reason = Reason::factor_needed,
                                       .message = "a second factor is to be proved too",
                                       .offer = std::move(asked->offer)});
}

std::expected<std::string, FactorRefusal> ProveAgain::by_factor(
    const inbound::FactorOwner& owner, const std::string& challenge, const FactorProof& proof,
    const inbound::RequestContext& context) {
  const auto holder = holder_of(owner);
  const auto proved = factors_.prove({.challenge = challenge,
                                      .purpose = Challenge::Purpose::manage,
                                      .holder = holder,
                                      .proof = proof,
                                      .client = owner.client,
                                      .network = context.network},
                                     context);
  if (proved) {
    return sealed_proof(challenges_, owner, proved->authentication.amr, proved->authenticated_at);
  }
  if (proved.error().code == OAuthErrorCode::invalid_session) return challenge_lost();
  auto offer = offer_again(owner, challenge);
  if (proved.error().retry_after) {
    return too_many(*proved.error().retry_after, std::move(offer));
  }
  return std::unexpected(FactorRefusal{.reason = Reason::wrong_factor,
                                       .message = "this does not prove the factor",
                                       .offer = std::move(offer)});
}

std::optional<inbound::FactorOffer> ProveAgain::offer_again(const inbound::FactorOwner& owner,
                                                            const std::string& challenge) {
  auto asked = factors_.asked(challenge, Challenge::Purpose::manage, holder_of(owner));
  return asked ? std::optional(std::move(asked->offer)) : std::nullopt;
}

std::string sealed_proof(Challenges& challenges, const inbound::FactorOwner& owner,
                         std::vector<std::string> methods, Instant authenticated_at) {
  return challenges
      .make({.purpose = Challenge::Purpose::proved,
             .user = owner.user.id,
             .user_epoch = owner.user.epoch,
             .proved = std::move(methods),
             .authenticated_at = authenticated_at},
            holder_of(owner))
      .text;
}

std::optional<Challenge> opened_proof(const Challenges& challenges,
                                      outbound::SecondFactorStore& factors,
                                      const inbound::FactorOwner& owner, std::string_view proof) {
  auto opened = challenges.open(proof, Challenge::Purpose::proved, holder_of(owner));
  const bool counts = opened && opened->user == owner.user.id &&
                      opened->user_epoch == owner.user.epoch &&
                      is_enough(opened->proved, factors, owner.user.id);
  return counts ? std::move(opened) : std::nullopt;
}

bool is_enough(const std::vector<std::string>& proved, outbound::SecondFactorStore& factors,
               const UserId& user) {
  return acr_of(proved) == two_factor_acr || !factors.enrolled(user).any();
}

ChallengeHolder holder_of(const inbound::FactorOwner& owner) {
  return ChallengeHolder("owner " + owner.user.id.value() + ' ' + std::string(owner.holder));
}

}  // namespace chancery
