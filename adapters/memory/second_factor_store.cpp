#include "adapters/memory/second_factor_store.hpp"

#include <algorithm>

#include "adapters/memory/factors.hpp"

namespace chancery::memory {
namespace {

/// The user's app of that id; null if they have none.
outbound::TotpFactor* app_of(Tables& tables, const UserId& user, const FactorId& id) {
  const auto found = tables.totp_factors.find(user);
  return found != tables.totp_factors.end() && found->second.id == id ? &found->second : nullptr;
}

}  // namespace

EnrolledFactors SecondFactorStore::enrolled(const UserId& user) {
  return database_.with([&](const Tables& tables) { return factors_of(tables, user); });
}

std::optional<outbound::TotpFactor> SecondFactorStore::find_totp(const UserId& user) {
  return database_.with([&](const Tables& tables) -> std::optional<outbound::TotpFactor> {
    const auto found = tables.totp_factors.find(user);
    if (found == tables.totp_factors.end()) return std::nullopt;
    return found->second;
  });
}

outbound::EnrolOutcome SecondFactorStore::enrol_totp(const outbound::TotpFactor& totp,
                                                     const std::vector<RecoveryCodeDigest>& codes,
                                                     const AuditEvent& event) {
  return database_.with([&](Tables& tables) {
    if (!tables.users.contains(totp.user)) return outbound::EnrolOutcome::unknown_user;
    const auto [stored, is_first] = tables.totp_factors.try_emplace(totp.user, totp);
    if (!is_first) {
      const auto last_step = std::max(stored->second.last_step, totp.last_step);
      stored->second = totp;
      stored->second.last_step = last_step;
    }
    tables.events.push_back(event);
    return give_codes(tables, totp.user, codes) ? outbound::EnrolOutcome::enrolled_with_codes
                                                : outbound::EnrolOutcome::enrolled;
  });
}

bool SecondFactorStore::use_totp(const FactorId& id, std::int64_t step, Instant now) {
  return database_.with([&](Tables& tables) {
    const auto found = std::ranges::find_if(
        tables.totp_factors, [&](const auto& entry) { return entry.second.id == id; });
    if (found == tables.totp_factors.end() || found->second.last_step >= step) return false;
    found->second.last_step = step;
    found->second.last_used_at = now;
    return true;
  });
}

bool SecondFactorStore::replace_recovery_codes(const UserId& user,
                                               const std::vector<RecoveryCodeDigest>& codes,
                                               const AuditEvent& event) {
  return database_.with([&](Tables& tables) {
    if (!tables.users.contains(user)) return false;
    std::erase_if(tables.recovery_codes, [&](const auto& code) { return code.first == user; });
    give_codes(tables, user, codes);
    tables.events.push_back(event);
    return true;
  });
}

bool SecondFactorStore::use_recovery_code(const UserId& user, const RecoveryCodeDigest& code,
                                          const AuditEvent& event) {
  return database_.with([&](Tables& tables) {
    if (tables.recovery_codes.erase({user, code}) == 0) return false;
    tables.events.push_back(event);
    return true;
  });
}

bool SecondFactorStore::rename_totp(const UserId& user, const FactorId& id, const std::string& name,
                                    const AuditEvent& event) {
  return database_.with([&](Tables& tables) {
    auto* app = app_of(tables, user, id);
    if (app == nullptr) return false;
    app->name = name;
    tables.events.push_back(event);
    return true;
  });
}

bool SecondFactorStore::remove_totp(const UserId& user, const FactorId& id,
                                    const AuditEvent& event) {
  return database_.with([&](Tables& tables) {
    if (app_of(tables, user, id) == nullptr) return false;
    tables.totp_factors.erase(user);
    tidy_codes(tables, user);
    tables.events.push_back(event);
    return true;
  });
}

}  // namespace chancery::memory
