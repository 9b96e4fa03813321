#pragma once

#include <expected>
#include <optional>
#include <string>

#include "domain/secret.hpp"
#include "domain/user.hpp"
#include "ports/inbound/request_context.hpp"
#include "ports/inbound/user_refusal.hpp"

namespace chancery::inbound {

/// What shows that it is the account's owner who asks for what a stolen login must not be enough
/// for.
struct OwnerProof {
  std::optional<Secret> current_password{};
  /// The class of the login that asks: one of two factors is needed where the account has them.
  std::string acr{};
};

/// What a user wants to be otherwise. What is not given stays.
struct AccountChange {
  std::optional<std::string> email{};
  /// The inner one is empty to have no username any more.
  std::optional<std::optional<std::string>> username{};
  OwnerProof proof{};
};

struct AccountChanged {
  /// As it is now.
  User user;
  /// Whether a mail went to another e-mail address, which counts once its link is followed.
  bool awaits_confirmation = false;
};

/// Accounts as their own users manage them. `account` is the user's, as AuthenticateBearer has just
/// found it; `changed_meanwhile` if that is no longer so. Thread-safe; may throw Unavailable.
class ManageAccount {
 public:
  virtual ~ManageAccount() = default;

  /// Another e-mail address needs the proof; the same one in other letters is no other.
  /// Where mail is sent it has to be confirmed first, and whether another account has it is not
  /// told before; elsewhere it counts at once, and is not verified.
  [[nodiscard]] virtual std::expected<AccountChanged, UserRefusal> change(
      const User& account, const AccountChange& change, const RequestContext& context) = 0;

  struct Passwords {
    OwnerProof proof;
    Secret wanted;
    /// The login that it is asked for in, and that goes on; none at the account page.
    std::optional<FamilyId> login{};
  };
  /// Sets the password and ends every other login.
  [[nodiscard]] virtual std::expected<void, UserRefusal> change_password(
      const User& account, const Passwords& passwords, const RequestContext& context) = 0;

  /// Deletes the account, which ends every login. Needs the proof.
  [[nodiscard]] virtual std::expected<void, UserRefusal> remove(const User& account,
                                                                const OwnerProof& proof,
                                                                const RequestContext& context) = 0;
};

}  // namespace chancery::inbound
