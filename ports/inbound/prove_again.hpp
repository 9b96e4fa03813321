#pragma once

#include <expected>
#include <string>

#include "domain/factor_proof.hpp"
#include "domain/secret.hpp"
#include "ports/inbound/factor_refusal.hpp"
#include "ports/inbound/request_context.hpp"

namespace chancery::inbound {

/// A user who is logged in proves who they are once more, before something that a stolen login must
/// not be enough for (attack B87). Thread-safe; may throw Unavailable.
class ProveAgain {
 public:
  virtual ~ProveAgain() = default;

  /// Text to send with what is to be changed, within `challenge_lifetime`; good for this owner
  /// only. `factor_needed` for an account with a second factor.
  [[nodiscard]] virtual std::expected<std::string, FactorRefusal> by_password(
      const FactorOwner& owner, const Secret& password, const RequestContext& context) = 0;

  /// The same, by an answer to the challenge that `factor_needed` brought.
  [[nodiscard]] virtual std::expected<std::string, FactorRefusal> by_factor(
      const FactorOwner& owner, const std::string& challenge, const FactorProof& proof,
      const RequestContext& context) = 0;
};

}  // namespace chancery::inbound
