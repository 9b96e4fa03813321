#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/usecases/account_mail.hpp"
#include "app/usecases/browser_sessions.hpp"
#include "app/usecases/challenges.hpp"
#include "app/usecases/login_rules.hpp"
#include "app/usecases/passkeys.hpp"
#include "app/usecases/slow_guesses.hpp"
#include "domain/authentication.hpp"
#include "domain/factor_proof.hpp"
#include "domain/oauth_error.hpp"
#include "domain/user.hpp"
#include "ports/inbound/factor_offer.hpp"
#include "ports/inbound/request_context.hpp"
#include "ports/outbound/audit_trail.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/one_time_passwords.hpp"
#include "ports/outbound/sealer.hpp"
#include "ports/outbound/second_factor_store.hpp"
#include "ports/outbound/user_store.hpp"

namespace chancery {

/// Asks for second factors and proves them. Codes are guesses and slow whoever goes on guessing
/// (attack B87); every answer counts once, and every refusal is remembered. Thread-safe; may throw
/// Unavailable.
class ProveFactor {
 public:
  struct Ports {
    outbound::UserStore& users;
    outbound::SecondFactorStore& factors;
    const outbound::OneTimePasswords& codes;
    const outbound::Sealer& sealer;
    outbound::MessageMac& macs;
    outbound::AuditTrail& audit;
    const outbound::Clock& clock;
    SlowGuesses& guesses;
  };

  ProveFactor(Ports ports, Passkeys& passkeys, Challenges& challenges, AccountMail& mail,
              LoginRules rules = {})
      : ports_(ports), passkeys_(passkeys), challenges_(challenges), mail_(mail), rules_(rules) {}

  /// The challenge for a user who has just given their password; nothing if that is enough. It
  /// carries the terms to who asks `terms_of`.
  [[nodiscard]] std::optional<std::string> demand(const User& user, Challenge::Purpose purpose,
                                                  const ChallengeHolder& holder,
                                                  std::string terms = {});
  /// The challenge for a user whose browser session has proved less than they could.
  [[nodiscard]] std::string demand_more(const SignedInUser& user, const ChallengeHolder& holder);

  /// Of a challenge to sign in; empty for one that does not count.
  [[nodiscard]] std::string terms_of(const std::string& challenge,
                                     const ChallengeHolder& holder) const;

  /// Who is to answer a challenge, and what they may answer.
  struct Asked {
    User user;
    inbound::FactorOffer offer;
  };
  /// Nothing for a challenge that does not count.
  [[nodiscard]] std::optional<Asked> asked(const std::string& challenge, Challenge::Purpose purpose,
                                           const ChallengeHolder& holder);
  /// A passkey of whoever has one; nothing where there are none.
  [[nodiscard]] std::optional<inbound::FactorOffer> ask_passkey(const ChallengeHolder& holder);

  struct Answer {
    const std::string& challenge;
    Challenge::Purpose purpose;
    const ChallengeHolder& holder;
    const FactorProof& proof;
    /// Where the user is to be logged in.
    const ClientId& client;
    /// As in ProvePassword::Claim.
    std::string_view network{};
    std::optional<Secret> device{};
  };
  struct Proved {
    User user;
    Authentication authentication;
    /// When the first of it was proved.
    Instant authenticated_at;
    Challenge challenge;
    /// What was proved last: totp, recovery_code or passkey.
    const char* by;
  };
  /// `invalid_session` for a challenge that does not count, or whose user's logins have ended;
  /// `invalid_grant` for an answer that does not, with `retry_after` if nothing was looked at, and
  /// for who may not log in though the answer is right.
  std::expected<Proved, OAuthError> prove(const Answer& answer,
                                          const inbound::RequestContext& context);

 private:
  /// An answer that is being looked at.
  struct Attempt {
    const Answer& answer;
    const Challenges::Sealed& challenge;
    const inbound::RequestContext& context;
  };
  /// A user, and how they have just proved who they are.
  struct Shown {
    User user;
    std::vector<std::string> methods;
    const char* by;
  };
  using Outcome = std::expected<Shown, OAuthError>;
  enum class Verdict { right, wrong, used_before };

  [[nodiscard]] inbound::FactorOffer offer(const Challenges::Sealed& challenge);
  Outcome show(const Attempt& attempt, const User& user, const TotpProof& proof);
  Outcome show(const Attempt& attempt, const User& user, const RecoveryProof& proof);
  Outcome show(const Attempt& attempt, const PasskeyProof& proof);
  /// Counts a guess, makes it, and says which it was.
  template <class Check>
  std::expected<Verdict, OAuthError> guess(const Attempt& attempt, const User& user,
                                           const Check& check);
  Verdict check(const User& user, const TotpProof& proof);
  [[nodiscard]] Secret key_of(const outbound::TotpFactor& totp) const;
  [[nodiscard]] bool may_log_in(const User& user, Challenge::Purpose purpose) const;
  std::unexpected<OAuthError> refuse(const Attempt& attempt, const std::optional<UserId>& user,
                                     std::string reason);

  Ports ports_;
  Passkeys& passkeys_;
  Challenges& challenges_;
  AccountMail& mail_;
  LoginRules rules_;
};

/// Where the key of an authenticator app stands.
outbound::SealedPlace totp_key_place(const FactorId& id);

}  // namespace chancery
