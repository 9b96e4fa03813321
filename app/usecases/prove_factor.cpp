#include "app/usecases/prove_factor.hpp"

#include <algorithm>

#include "app/usecases/recovery_codes.hpp"
#include "domain/totp.hpp"
#include "ports/unavailable.hpp"

namespace chancery {
namespace {

OAuthError invalid_session(std::string detail) {
  return {OAuthErrorCode::invalid_session, std::move(detail)};
}

/// Whether the account is still the one that the challenge was made for.
bool counts(const std::optional<User>& user, const Challenge& challenge) {
  return user && !user->disabled && user->epoch == challenge.user_epoch;
}

}  // namespace

std::optional<std::string> ProveFactor::demand(const User& user, Challenge::Purpose purpose,
                                               const ChallengeHolder& holder, std::string terms) {
  if (!ports_.factors.enrolled(user.id).any()) return std::nullopt;
  return challenges_
      .make({.purpose = purpose,
             .user = user.id,
             .user_epoch = user.epoch,
             .proved = by_password().amr,
             .authenticated_at = ports_.clock.now(),
             .terms = std::move(terms)},
            holder)
      .text;
}

std::string ProveFactor::demand_more(const SignedInUser& user, const ChallengeHolder& holder) {
  return challenges_
      .make({.purpose = Challenge::Purpose::sign_in,
             .user = user.user.id,
             .user_epoch = user.user.epoch,
             .proved = user.session.authentication.amr,
             .authenticated_at = user.session.authenticated_at,
             .session = user.session.id},
            holder)
      .text;
}

std::string ProveFactor::terms_of(const std::string& challenge,
                                  const ChallengeHolder& holder) const {
  auto opened = challenges_.open(challenge, Challenge::Purpose::sign_in, holder);
  return opened ? std::move(opened->terms) : std::string();
}

std::optional<ProveFactor::Asked> ProveFactor::asked(const std::string& challenge,
                                                     Challenge::Purpose purpose,
                                                     const ChallengeHolder& holder) {
  auto opened = challenges_.open(challenge, purpose, holder);
  auto user = opened && opened->user ? ports_.users.find(*opened->user) : std::nullopt;
  if (!opened || !counts(user, *opened)) return std::nullopt;
  return Asked{.user = *std::move(user), .offer = offer({*std::move(opened), challenge})};
}

std::optional<inbound::FactorOffer> ProveFactor::ask_passkey(const ChallengeHolder& holder) {
  if (!passkeys_.are_possible()) return std::nullopt;
  const auto made = challenges_.make({.purpose = Challenge::Purpose::sign_in}, holder);
  return inbound::FactorOffer{.challenge = made.text, .passkey = passkeys_.request(made)};
}

inbound::FactorOffer ProveFactor::offer(const Challenges::Sealed& challenge) {
  const auto enrolled = ports_.factors.enrolled(challenge.challenge.user.value());
  inbound::FactorOffer offer{.challenge = challenge.text,
                             .totp = enrolled.totp,
                             .recovery_code = enrolled.recovery_codes > 0};
  if (enrolled.passkeys > 0 && passkeys_.are_possible()) {
    offer.passkey = passkeys_.request(challenge);
  }
  return offer;
}

std::expected<ProveFactor::Proved, OAuthError> ProveFactor::prove(
    const Answer& answer, const inbound::RequestContext& context) {
  auto opened = challenges_.open(answer.challenge, answer.purpose, answer.holder);
  if (!opened) return std::unexpected(invalid_session("the challenge is not current"));
  const Challenges::Sealed challenge{*std::move(opened), answer.challenge};
  const auto& asked = challenge.challenge;
  const auto user = asked.user ? ports_.users.find(*asked.user) : std::nullopt;
  if (asked.user && !counts(user, asked)) {
    return std::unexpected(invalid_session("the user is gone, or their logins were ended"));
  }
  const Attempt attempt{answer, challenge, context};
  auto shown = std::visit(
      [&](const auto& proof) -> Outcome {
        if constexpr (std::is_same_v<decltype(proof), const PasskeyProof&>) {
          return show(attempt, proof);
        } else {
          if (!user) return refuse(attempt, std::nullopt, "no_user");
          return show(attempt, *user, proof);
        }
      },
      answer.proof);
  if (!shown) return std::unexpected(std::move(shown.error()));
  if (!may_log_in(shown->user, answer.purpose)) {
    refuse(attempt, shown->user.id, "email_not_verified");
    return std::unexpected(email_not_verified());
  }
  return Proved{
      .user = std::move(shown->user),
      .authentication = authenticated(with_factor(asked.proved, shown->methods)),
      .authenticated_at = asked.proved.empty() ? ports_.clock.now() : asked.authenticated_at,
      .challenge = asked,
      .by = shown->by};
}

ProveFactor::Outcome ProveFactor::show(const Attempt& attempt, const User& user,
                                       const TotpProof& proof) {
  const auto verdict = guess(attempt, user, [&] { return check(user, proof); });
  if (!verdict) return std::unexpected(verdict.error());
  switch (*verdict) {
    case Verdict::right: return Shown{user, {amr::one_time_password}, "totp"};
    case Verdict::wrong: return refuse(attempt, user.id, "wrong_totp");
    case Verdict::used_before: return refuse(attempt, user.id, "totp_used_before");
  }
  std::unreachable();
}

ProveFactor::Outcome ProveFactor::show(const Attempt& attempt, const User& user,
                                       const RecoveryProof& proof) {
  const auto verdict = guess(attempt, user, [&] {
    const auto code = read_recovery_code(proof.code.reveal());
    const AuditEvent event{.type = AuditType::recovery_code_used,
                           .at = ports_.clock.now(),
                           .user = user.id,
                           .client = attempt.answer.client,
                           .origin = attempt.context.origin,
                           .request_id = attempt.context.request_id};
    const bool is_right = code && ports_.factors.use_recovery_code(
                                      user.id, digest_of(ports_.macs, user.id, *code), event);
    return is_right ? Verdict::right : Verdict::wrong;
  });
  if (!verdict) return std::unexpected(verdict.error());
  if (*verdict != Verdict::right) return refuse(attempt, user.id, "wrong_recovery_code");
  mail_.tell_of_factor(user, "recovery_code_used", attempt.context.languages);
  return Shown{user, {amr::recovery_code}, "recovery_code"};
}

bool ProveFactor::may_log_in(const User& user, Challenge::Purpose purpose) const {
  return !rules_.require_verified_email || user.email_verified ||
         purpose != Challenge::Purpose::sign_in;
}

ProveFactor::Outcome ProveFactor::show(const Attempt& attempt, const PasskeyProof& proof) {
  const auto& asked = attempt.challenge.challenge;
  const auto used = passkeys_.use(attempt.challenge, proof);
  if (!used) return refuse(attempt, asked.user, "passkey_" + std::string(name(used.error())));
  auto user = ports_.users.find(used->user);
  if (!user || user->disabled) return refuse(attempt, used->user, "user_disabled");
  return Shown{*std::move(user), {key_method(*used), amr::user_presence}, "passkey"};
}

template <class Check>
std::expected<ProveFactor::Verdict, OAuthError> ProveFactor::guess(const Attempt& attempt,
                                                                   const User& user,
                                                                   const Check& check) {
  auto counted = ports_.guesses.begin({.kind = AttemptKind::second_factor,
                                       .user = user.id,
                                       .network = attempt.answer.network,
                                       .device = attempt.answer.device,
                                       .client = attempt.answer.client},
                                      attempt.context);
  if (!counted) return std::unexpected(too_many_attempts(counted.error()));
  const Verdict verdict = check();
  if (verdict == Verdict::right) counted->was_right();
  // A code that somebody sends twice is no guess.
  if (verdict == Verdict::wrong) counted->was_wrong();
  return verdict;
}

ProveFactor::Verdict ProveFactor::check(const User& user, const TotpProof& proof) {
  const auto totp = ports_.factors.find_totp(user.id);
  const auto typed = read_totp_code(proof.code.reveal());
  if (!totp || !typed) return Verdict::wrong;
  const auto key = key_of(*totp);
  const auto now = ports_.clock.now();
  std::optional<std::int64_t> matched;
  for (const auto step : believed_totp_steps(now)) {
    if (constant_time_equal(ports_.codes.code(key, step).reveal(), typed->reveal())) matched = step;
  }
  if (!matched) return Verdict::wrong;
  return ports_.factors.use_totp(totp->id, *matched, now) ? Verdict::right : Verdict::used_before;
}

Secret ProveFactor::key_of(const outbound::TotpFactor& totp) const {
  auto key = ports_.sealer.open(totp.sealed_key, totp_key_place(totp.id));
  if (!key) throw Unavailable("no master key opens the key of an authenticator app");
  return *std::move(key);
}

std::unexpected<OAuthError> ProveFactor::refuse(const Attempt& attempt,
                                                const std::optional<UserId>& user,
                                                std::string reason) {
  ports_.audit.record({.type = AuditType::login_failed,
                       .at = ports_.clock.now(),
                       .reason = reason,
                       .user = user,
                       .client = attempt.answer.client,
                       .origin = attempt.context.origin,
                       .request_id = attempt.context.request_id});
  return std::unexpected(invalid_grant(std::move(reason)));
}

outbound::SealedPlace totp_key_place(const FactorId& id) {
  return {.table = "totp_factors", .row = id.value(), .column = "sealed_key"};
}

}  // namespace chancery
