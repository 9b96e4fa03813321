#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "domain/factor.hpp"
#include "domain/factor_proof.hpp"
#include "domain/webauthn/options.hpp"
#include "ports/inbound/factor_refusal.hpp"
#include "ports/inbound/request_context.hpp"

namespace chancery::inbound {

/// What an authenticator app is given.
struct TotpEnrolment {
  /// To be sent back with the first code.
  std::string enrolment;
  /// The key in base32, for who types it.
  Secret key;
  /// `otpauth:`, for a QR code.
  Secret uri;
};

/// What a browser is asked to make.
struct PasskeyEnrolment {
  /// To be sent back with what the browser made.
  std::string enrolment;
  PasskeyCreation creation;
};

struct Enrolled {
  Factor factor;
  /// A proof (ProveAgain) of this factor and of what was proved before it.
  std::string proof;
  /// With the first factor: to be shown once, and never again.
  std::vector<Secret> recovery_codes{};
};

/// Factors of one's own account: begun with a proof (ProveAgain), and kept once it has shown that
/// it works. From the first one on a password alone gives no token. Thread-safe; may throw
/// Unavailable.
class EnrolFactors {
 public:
  virtual ~EnrolFactors() = default;

  [[nodiscard]] virtual std::expected<TotpEnrolment, FactorRefusal> begin_totp(
      const FactorOwner& owner, const std::string& proof) = 0;
  /// The same once more of what was begun: it is to be confirmed still.
  [[nodiscard]] virtual std::expected<TotpEnrolment, FactorRefusal> begun_totp(
      const FactorOwner& owner, const std::string& enrolment) = 0;
  /// An authenticator app takes the place of the one before.
  [[nodiscard]] virtual std::expected<Enrolled, FactorRefusal> confirm_totp(
      const FactorOwner& owner, const std::string& enrolment, const Secret& code,
      const std::optional<std::string>& name, const RequestContext& context) = 0;

  [[nodiscard]] virtual std::expected<PasskeyEnrolment, FactorRefusal> begin_passkey(
      const FactorOwner& owner, const std::string& proof) = 0;
  [[nodiscard]] virtual std::expected<Enrolled, FactorRefusal> confirm_passkey(
      const FactorOwner& owner, const std::string& enrolment, const NewPasskey& made,
      const std::optional<std::string>& name, const RequestContext& context) = 0;
};

}  // namespace chancery::inbound
