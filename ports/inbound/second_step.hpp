#pragma once

#include <string>
#include <variant>

#include "domain/factor_proof.hpp"
#include "ports/inbound/factor_offer.hpp"
#include "ports/inbound/sign_in.hpp"

namespace chancery::inbound {

/// The page that asks for a second factor.
struct FactorPage {
  ClientProfile client;
  PageHints hints;
  /// Who has given their password: the e-mail address.
  std::string user_name;
  FactorOffer offer;
  /// What was answered did not count; why, nobody is told.
  bool refused = false;
  /// There were too many attempts, and this one was not looked at: how long to wait.
  std::optional<Lifetime> retry_after{};
  std::string redirect_uri;
  std::string interaction;
};

/// GoToLogin: the password was given too long ago, in another browser, or never.
using SecondStepOutcome = std::variant<SignedIn, FactorPage, GoToLogin, PageFault>;

/// The second step of a login by browser, and of a browser that is logged in by one factor where
/// two are asked for (RFC 9470). That a form comes from our own page is checked before
/// (ProtectForms). Thread-safe; may throw Unavailable.
class SecondStep {
 public:
  virtual ~SecondStep() = default;

  /// FactorPage, GoToLogin or PageFault. `challenge` is what the first step has led here with;
  /// empty for a browser that is logged in.
  [[nodiscard]] virtual SecondStepOutcome show(const std::string& interaction,
                                               const std::string& challenge,
                                               const Browser& browser) = 0;

  struct Answer {
    std::string interaction;
    std::string challenge;
    FactorProof proof;
  };
  /// Begins a browser session as SignIn does.
  [[nodiscard]] virtual SecondStepOutcome submit(const Answer& answer, const Browser& browser,
                                                 const RequestContext& context) = 0;
};

}  // namespace chancery::inbound
