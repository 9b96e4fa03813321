#pragma once

#include "app/usecases/accounts.hpp"
#include "app/usecases/slow_guesses.hpp"
#include "app/usecases/tickets.hpp"
#include "ports/inbound/manage_account.hpp"
#include "ports/outbound/audit_trail.hpp"
#include "ports/outbound/password_hasher.hpp"
#include "ports/outbound/second_factor_store.hpp"

namespace chancery {

class ManageAccount final : public inbound::ManageAccount {
 public:
  struct Ports {
    outbound::PasswordHasher& hasher;
    outbound::SecondFactorStore& factors;
    outbound::AuditTrail& audit;
    SlowGuesses& guesses;
  };

  ManageAccount(Accounts& accounts, Tickets& tickets, AccountMail& mail, Ports ports)
      : accounts_(accounts), tickets_(tickets), mail_(mail), ports_(ports) {}

  std::expected<inbound::AccountChanged, inbound::UserRefusal> change(
      const User& account, const inbound::AccountChange& change,
      const inbound::RequestContext& context) override;
  std::expected<void, inbound::UserRefusal> change_password(
      const User& account, const Passwords& passwords,
      const inbound::RequestContext& context) override;
  std::expected<void, inbound::UserRefusal> remove(const User& account,
                                                   const inbound::OwnerProof& proof,
                                                   const inbound::RequestContext& context) override;

 private:
  /// Why its sender does not own the account; nothing if they do. A wrong password is counted and
  /// remembered like a failed login.
  std::optional<inbound::UserRefusal> doubt(const User& account, const inbound::OwnerProof& proof,
                                            const inbound::RequestContext& context);
  /// Why no further mail goes to that address now; nothing if one may, and then it is counted. Of
  /// the account, so that nobody fills a stranger's mailbox, and of the address, so that many
  /// accounts do not either.
  std::optional<inbound::UserRefusal> too_many_mails(const User& account,
                                                     const std::string& next_email,
                                                     const inbound::RequestContext& context);
  bool matches(const User& account, const Secret& password);

  Accounts& accounts_;
  Tickets& tickets_;
  AccountMail& mail_;
  Ports ports_;
};

}  // namespace chancery
