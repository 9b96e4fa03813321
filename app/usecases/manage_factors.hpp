#pragma once

#include "app/usecases/account_mail.hpp"
#include "app/usecases/challenges.hpp"
#include "ports/inbound/manage_factors.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/credential_store.hpp"
#include "ports/outbound/entropy.hpp"
#include "ports/outbound/second_factor_store.hpp"
#include "ports/outbound/user_store.hpp"

namespace chancery {

class ManageFactors final : public inbound::ManageFactors {
 public:
  struct Ports {
    outbound::UserStore& users;
    outbound::SecondFactorStore& factors;
    outbound::CredentialStore& credentials;
    outbound::MessageMac& macs;
    outbound::Entropy& entropy;
    const outbound::Clock& clock;
  };

  ManageFactors(Ports ports, Challenges& challenges, AccountMail& mail)
      : ports_(ports), challenges_(challenges), mail_(mail) {}

  inbound::FactorList list(const UserId& user) override;
  std::expected<Factor, inbound::FactorRefusal> rename(
      const inbound::FactorOwner& owner, const std::string& proof, const FactorId& id,
      const std::string& name, const inbound::RequestContext& context) override;
  std::expected<void, inbound::FactorRefusal> remove(
      const inbound::FactorOwner& owner, const std::string& proof, const FactorId& id,
      const inbound::RequestContext& context) override;
  std::expected<std::vector<Secret>, inbound::FactorRefusal> replace_recovery_codes(
      const inbound::FactorOwner& owner, const std::string& proof,
      const inbound::RequestContext& context) override;
  std::size_t remove_all(const UserId& user, const inbound::RequestContext& context) override;

 private:
  [[nodiscard]] std::optional<Factor> find(const UserId& user, const FactorId& id);
  /// And ends what was begun or proved before: it may have been a stranger.
  void log_out_everywhere(const UserId& user, const inbound::RequestContext& context);
  bool remove(const UserId& user, const Factor& factor, const inbound::RequestContext& context);
  [[nodiscard]] AuditEvent event(AuditType type, const UserId& user, std::string_view reason,
                                 const inbound::RequestContext& context) const;

  Ports ports_;
  Challenges& challenges_;
  AccountMail& mail_;
};

}  // namespace chancery
