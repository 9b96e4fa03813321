#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <vector>

#include "domain/factor.hpp"
#include "domain/secret.hpp"
#include "ports/inbound/factor_refusal.hpp"
#include "ports/inbound/request_context.hpp"

namespace chancery::inbound {

struct FactorList {
  std::vector<Factor> factors{};
  /// How many recovery codes are left.
  std::size_t recovery_codes = 0;
};

/// The factors of one's own account. What changes them needs a proof (ProveAgain; attack B87).
/// Thread-safe; may throw Unavailable.
class ManageFactors {
 public:
  virtual ~ManageFactors() = default;

  [[nodiscard]] virtual FactorList list(const UserId& user) = 0;

  [[nodiscard]] virtual std::expected<Factor, FactorRefusal> rename(
      const FactorOwner& owner, const std::string& proof, const FactorId& id,
      const std::string& name, const RequestContext& context) = 0;

  /// With the last factor the recovery codes go too.
  [[nodiscard]] virtual std::expected<void, FactorRefusal> remove(
      const FactorOwner& owner, const std::string& proof, const FactorId& id,
      const RequestContext& context) = 0;

  /// New ones, which take the place of all that were left; to be shown once. `unknown` for an
  /// account without a factor.
  [[nodiscard]] virtual std::expected<std::vector<Secret>, FactorRefusal> replace_recovery_codes(
      const FactorOwner& owner, const std::string& proof, const RequestContext& context) = 0;

  /// For an administrator, whose user has lost all of them: every factor goes, and every login
  /// ends. How many there were.
  virtual std::size_t remove_all(const UserId& user, const RequestContext& context) = 0;
};

}  // namespace chancery::inbound
