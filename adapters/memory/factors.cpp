#include "adapters/memory/factors.hpp"

#include <algorithm>

namespace chancery::memory {
namespace {

void drop_codes(Tables& tables, const UserId& user) {
  std::erase_if(tables.recovery_codes, [&](const auto& code) { return code.first == user; });
}

}  // namespace

EnrolledFactors factors_of(const Tables& tables, const UserId& user) {
  const auto passkeys = std::ranges::count_if(
      tables.credentials, [&](const auto& entry) { return entry.second.user == user; });
  const auto codes = std::ranges::count_if(tables.recovery_codes,
                                           [&](const auto& code) { return code.first == user; });
  return {.totp = tables.totp_factors.contains(user),
          .passkeys = static_cast<std::size_t>(passkeys),
          .recovery_codes = static_cast<std::size_t>(codes)};
}

bool give_codes(Tables& tables, const UserId& user, const std::vector<RecoveryCodeDigest>& codes) {
  if (factors_of(tables, user).recovery_codes > 0) return false;
  for (const auto& code : codes) tables.recovery_codes.emplace(user, code);
  return true;
}

void tidy_codes(Tables& tables, const UserId& user) {
  if (!factors_of(tables, user).any()) drop_codes(tables, user);
}

void forget_factors(Tables& tables, const UserId& user) {
  tables.totp_factors.erase(user);
  std::erase_if(tables.credentials, [&](const auto& entry) { return entry.second.user == user; });
  drop_codes(tables, user);
}

}  // namespace chancery::memory
