#pragma once

#include <expected>
#include <optional>
#include <string>
#include <variant>

#include "domain/factor_proof.hpp"
#include "domain/secret.hpp"
#include "domain/time.hpp"
#include "ports/inbound/authorization_pages.hpp"
#include "ports/inbound/browser.hpp"
#include "ports/inbound/factor_offer.hpp"
#include "ports/inbound/request_context.hpp"

namespace chancery::inbound {

struct LoginPage {
  ClientProfile client;
  PageHints hints;
  /// What the field is filled in with: what was typed before, or `login_hint`.
  std::string login_name{};
  /// Name or password is wrong, or the account is disabled: which, nobody is told.
  bool refused = false;
  /// The passkey did not count.
  bool passkey_refused = false;
  /// There were too many attempts, and this one was not looked at: how long to wait.
  std::optional<Lifetime> retry_after{};
  /// The password is right, but the e-mail address has to be confirmed first.
  bool unverified = false;
  /// Where a form of this page may lead in the end: `form-action` needs its origin.
  std::string redirect_uri;
  /// For the form's hidden field.
  std::string interaction;
  /// What a browser that has a passkey can answer instead; nothing where there can be none.
  std::optional<FactorOffer> passkey{};
};

/// Done: set the session's cookie, keep the pre-session's as long, and on to the page of consent.
/// The pre-session stays the one that it was: other tabs of the browser hold forms that are bound
/// to it.
struct SignedIn {
  std::string interaction;
  Secret session;
  /// How long the cookies are worth keeping.
  Lifetime lifetime;
  /// The device's cookie, if it had none: for as long as browsers keep any.
  std::optional<Secret> new_device{};
  /// On to the account page, and not to that of consent.
  bool to_own_account = false;
};

/// GoToFactor: the password is right, and not enough.
using SignInOutcome = std::variant<SignedIn, GoToFactor, LoginPage, PageFault>;

/// The login page. That a form comes from our own page is checked before (ProtectForms).
/// Thread-safe; may throw Unavailable.
class SignIn {
 public:
  virtual ~SignIn() = default;

  [[nodiscard]] virtual std::expected<LoginPage, PageFault> show(const std::string& interaction,
                                                                 const Browser& browser) = 0;

  struct Attempt {
    std::string interaction;
    std::string login_name;
    Secret password;
  };
  /// Proves the user and begins a browser session with a new id (B77), unless they have a second
  /// factor: that is asked for first (SecondStep). A session of the same user
  /// that the browser had goes over into it; one of another user ends as by a logout.
  [[nodiscard]] virtual SignInOutcome submit(const Attempt& attempt, const Browser& browser,
                                             const RequestContext& context) = 0;

  struct PasskeyAttempt {
    std::string interaction;
    /// The one of the page's `passkey`.
    std::string challenge;
    PasskeyProof proof;
  };
  /// The same by a passkey alone, which has verified its user.
  [[nodiscard]] virtual SignInOutcome submit_passkey(const PasskeyAttempt& attempt,
                                                     const Browser& browser,
                                                     const RequestContext& context) = 0;

  /// The user does not want to: `access_denied` for the client, and nothing changes (B12). Respond
  /// or ShowError.
  [[nodiscard]] virtual AuthorizationStep cancel(const std::string& interaction,
                                                 const Browser& browser) = 0;
};

}  // namespace chancery::inbound
