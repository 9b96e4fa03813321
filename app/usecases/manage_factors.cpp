#include "app/usecases/manage_factors.hpp"

#include <algorithm>

#include "app/usecases/prove_again.hpp"
#include "app/usecases/recovery_codes.hpp"
#include "ports/unavailable.hpp"

namespace chancery {
namespace {

using inbound::FactorRefusal;
using Reason = FactorRefusal::Reason;

/// Each is one more change of the account that was made meanwhile.
constexpr int max_rounds = 8;

std::unexpected<FactorRefusal> refuse(Reason reason, const char* message) {
  return std::unexpected(FactorRefusal{.reason = reason, .message = message});
}

std::unexpected<FactorRefusal> proof_needed() {
  return refuse(Reason::proof_needed,
                "the password, and a second factor if there is one, are to be proved once more");
}

std::unexpected<FactorRefusal> unknown() {
  return refuse(Reason::unknown, "there is no such factor of yours");
}

}  // namespace

inbound::FactorList ManageFactors::list(const UserId& user) {
  inbound::FactorList list;
  if (const auto totp = ports_.factors.find_totp(user)) list.factors.push_back(factor_of(*totp));
  for (const auto& credential : ports_.credentials.list(user)) {
    list.factors.push_back(factor_of(credential));
  }
  list.recovery_codes = ports_.factors.enrolled(user).recovery_codes;
  return list;
}

std::expected<Factor, FactorRefusal> ManageFactors::rename(const inbound::FactorOwner& owner,
                                                           const std::string& proof,
                                                           const FactorId& id,
                                                           const std::string& name,
                                                           const inbound::RequestContext& context) {
  if (!is_factor_name(name)) {
    return refuse(Reason::invalid_name, "a name is 1 to 64 bytes without control characters");
  }
  if (!opened_proof(challenges_, ports_.factors, owner, proof)) return proof_needed();
  const auto& user = owner.user.id;
  auto factor = find(user, id);
  if (!factor) return unknown();
  const auto changed =
      event(AuditType::factor_changed, user, chancery::name(factor->kind), context);
  const bool done = factor->kind == FactorKind::totp
                        ? ports_.factors.rename_totp(user, id, name, changed)
                        : ports_.credentials.rename(user, id, name, changed);
  if (!done) return unknown();
  factor->name = name;
  return *std::move(factor);
}

std::expected<void, FactorRefusal> ManageFactors::remove(const inbound::FactorOwner& owner,
                                                         const std::string& proof,
                                                         const FactorId& id,
                                                         const inbound::RequestContext& context) {
  if (!opened_proof(challenges_, ports_.factors, owner, proof)) return proof_needed();
  const auto factor = find(owner.user.id, id);
  if (!factor || !remove(owner.user.id, *factor, context)) return unknown();
  mail_.tell_of_factor(owner.user, std::string(name(factor->kind)) + "_removed", context.languages);
  return {};
}

std::expected<std::vector<Secret>, FactorRefusal> ManageFactors::replace_recovery_codes(
    const inbound::FactorOwner& owner, const std::string& proof,
    const inbound::RequestContext& context) {
  if (!opened_proof(challenges_, ports_.factors, owner, proof)) return proof_needed();
  const auto& user = owner.user.id;
  if (!ports_.factors.enrolled(user).any()) {
    return refuse(Reason::unknown, "recovery codes come with a second factor");
  }
  auto made = new_recovery_codes(user, ports_.entropy, ports_.macs);
  const bool done = ports_.factors.replace_recovery_codes(
      user, made.digests, event(AuditType::recovery_codes_replaced, user, "", context));
  if (!done) return refuse(Reason::unknown, "the account is gone");
  mail_.tell_of_factor(owner.user, "recovery_codes_made", context.languages);
  return std::move(made.codes);
}

std::size_t ManageFactors::remove_all(const UserId& user, const inbound::RequestContext& context) {
  const auto factors = list(user).factors;
  const auto removed = std::ranges::count_if(
      factors, [&](const Factor& factor) { return remove(user, factor, context); });
  if (removed == 0) return 0;
  log_out_everywhere(user, context);
  if (const auto owner = ports_.users.find(user)) mail_.tell_of_factor(*owner, {}, {});
  return static_cast<std::size_t>(removed);
}

void ManageFactors::log_out_everywhere(const UserId& user, const inbound::RequestContext& context) {
  const auto now = ports_.clock.now();
  const auto changed = event(AuditType::user_changed, user, "factors_removed", context);
  for (int i = 0; i < max_rounds; ++i) {
    const auto account = ports_.users.find(user);
    if (!account) return;
    const auto outcome =
        ports_.users.update(logged_out_everywhere(*account, now), std::nullopt, changed);
    if (outcome != outbound::UpdateUserOutcome::stale) return;
  }
  throw Busy("the account was changed too often while its logins were to end");
}

std::optional<Factor> ManageFactors::find(const UserId& user, const FactorId& id) {
  const auto factors = list(user).factors;
  const auto found = std::ranges::find(factors, id, &Factor::id);
  return found != factors.end() ? std::optional(*found) : std::nullopt;
}

bool ManageFactors::remove(const UserId& user, const Factor& factor,
                           const inbound::RequestContext& context) {
  const auto removed = event(AuditType::factor_removed, user, name(factor.kind), context);
  return factor.kind == FactorKind::totp ? ports_.factors.remove_totp(user, factor.id, removed)
                                         : ports_.credentials.remove(user, factor.id, removed);
}

AuditEvent ManageFactors::event(AuditType type, const UserId& user, std::string_view reason,
                                const inbound::RequestContext& context) const {
  return {.type = type,
          .at = ports_.clock.now(),
          .reason = std::string(reason),
          .user = user,
          .origin = context.origin,
          .request_id = context.request_id};
}

}  // namespace chancery
