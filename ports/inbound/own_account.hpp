#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/scopes.hpp"
#include "domain/secret.hpp"
#include "domain/user.hpp"
#include "domain/user_session.hpp"
#include "ports/inbound/authorization_pages.hpp"
#include "ports/inbound/browser.hpp"
#include "ports/inbound/manage_account.hpp"
#include "ports/inbound/request_context.hpp"
#include "ports/inbound/user_refusal.hpp"

namespace chancery::inbound {

/// A client that the user has allowed something, or is logged in at.
struct ConnectedApp {
  ClientId id;
  std::string name;
  /// What it was allowed, if that is remembered.
  Scopes scopes{};
  std::optional<Instant> allowed_at{};
  std::size_t logins = 0;
  /// The latest use of its logins.
  std::optional<Instant> last_used_at{};
};

struct AccountOverview {
  User user;
  /// When this browser's user proved who they are.
  Instant signed_in_at;
};

struct AccountLogins {
  AccountOverview account;
  /// Those of all clients, the one used last first: at most `shown_logins`.
  std::vector<UserSession> logins;
  /// How many more there are; at least so many.
  std::size_t more = 0;
};

struct AccountApps {
  AccountOverview account;
  /// By name.
  std::vector<ConnectedApp> apps;
};

/// The cookie of the session that goes on in the place of one that has ended.
struct RenewedSession {
  Secret session;
  Lifetime lifetime;
};

/// The login that has to come first, or why something was not done.
using AccountFault = std::variant<AuthorizationAnswer, UserRefusal>;
template <class T>
using AccountResult = std::expected<T, AccountFault>;

/// The account page: accounts as their own users manage them by browser. Whoever is not logged in,
/// or only by one factor where the account has two, is sent to log in first. That a form comes from
/// our own page is checked before (ProtectForms). Thread-safe; may throw Unavailable.
class OwnAccount {
 public:
  virtual ~OwnAccount() = default;

  static constexpr std::size_t shown_logins = 100;
  /// What logs and the audit trail call the account page where they name a client.
  static constexpr const char* client_name = "/account";

  [[nodiscard]] virtual AccountResult<AccountOverview> show(const Browser& browser) = 0;
  [[nodiscard]] virtual AccountResult<AccountLogins> logins(const Browser& browser) = 0;
  [[nodiscard]] virtual AccountResult<AccountApps> apps(const Browser& browser) = 0;

  /// As ManageAccount.
  [[nodiscard]] virtual AccountResult<AccountChanged> change(const Browser& browser,
                                                             const AccountChange& change,
                                                             const RequestContext& context) = 0;

  struct Passwords {
    Secret current;
    Secret wanted;
  };
  /// Sets the password and ends every other login, and every other browser's session. Nothing for
  /// the cookie if all of the user's logins were ended by somebody else meanwhile.
  [[nodiscard]] virtual AccountResult<std::optional<RenewedSession>> change_password(
      const Browser& browser, const Passwords& passwords, const RequestContext& context) = 0;

  /// Ends one login of the user's. False if they have no such live one.
  [[nodiscard]] virtual AccountResult<bool> end_login(const Browser& browser, const FamilyId& login,
                                                      const RequestContext& context) = 0;
  /// Ends every login, and every other browser's session; the cookie as for `change_password`.
  [[nodiscard]] virtual AccountResult<std::optional<RenewedSession>> end_others(
      const Browser& browser, const RequestContext& context) = 0;

  /// Takes back what the user has allowed the client, and ends their logins at it. False if there
  /// was neither.
  [[nodiscard]] virtual AccountResult<bool> disconnect(const Browser& browser,
                                                       const ClientId& client,
                                                       const RequestContext& context) = 0;

  /// The session goes on as one of whoever has proved this (ProveAgain, whose holder is the
  /// browser's id), which is more than what began it. Nothing if the proof or the session does not
  /// count.
  [[nodiscard]] virtual std::optional<RenewedSession> step_up(const Browser& browser,
                                                              const std::string& proof,
                                                              const RequestContext& context) = 0;

  /// Deletes the account. Needs the current password.
  [[nodiscard]] virtual AccountResult<void> remove(const Browser& browser, const Secret& password,
                                                   const RequestContext& context) = 0;
};

}  // namespace chancery::inbound
