#include "domain/webauthn/ceremony.hpp"

#include "domain/secret.hpp"

namespace chancery {
namespace {

/// What both ceremonies look at.
std::optional<CeremonyFault> fault_of(const Ceremony& ceremony, const ClientData& client,
                                      const AuthenticatorData& authenticator,
                                      std::string_view type) {
  using enum CeremonyFault;
  if (client.type != type) return wrong_type;
  if (!constant_time_equal(client.challenge, ceremony.challenge)) return wrong_challenge;
  if (client.origin != ceremony.party.origin || client.cross_origin) return wrong_origin;
  if (authenticator.party_hash != ceremony.party_hash) return wrong_party;
  if (!authenticator.user_present) return user_absent;
  if (ceremony.verify_user && !authenticator.user_verified) return user_not_verified;
  return std::nullopt;
}

}  // namespace

std::optional<CeremonyFault> fault_of_creation(const Ceremony& ceremony, const ClientData& client,
                                               const AuthenticatorData& authenticator) {
  if (const auto fault = fault_of(ceremony, client, authenticator, "webauthn.create")) return fault;
  if (!authenticator.credential) return CeremonyFault::no_credential;
  return std::nullopt;
}

std::optional<CeremonyFault> fault_of_use(const Ceremony& ceremony, const ClientData& client,
                                          const AuthenticatorData& authenticator,
                                          const Credential& credential) {
  if (const auto fault = fault_of(ceremony, client, authenticator, "webauthn.get")) return fault;
  if (authenticator.backup_eligible != credential.backup_eligible) {
    return CeremonyFault::changed_nature;
  }
  if (!has_counted_on(credential.sign_count, authenticator.sign_count)) {
    return CeremonyFault::counter_back;
  }
  return std::nullopt;
}

bool has_counted_on(std::uint32_t last, std::uint32_t now) {
  return (last == 0 && now == 0) || now > last;
}

}  // namespace chancery
