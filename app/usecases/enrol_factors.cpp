#include "app/usecases/enrol_factors.hpp"

#include "app/usecases/prove_again.hpp"
#include "app/usecases/random_id.hpp"
#include "app/usecases/recovery_codes.hpp"
#include "domain/codec/base32.hpp"
#include "domain/codec/base64url.hpp"
#include "domain/totp.hpp"

namespace chancery {
namespace {

using inbound::Enrolled;
using inbound::FactorRefusal;
using outbound::EnrolOutcome;
using Reason = FactorRefusal::Reason;

std::unexpected<FactorRefusal> refuse(Reason reason, const char* message) {
  return std::unexpected(FactorRefusal{.reason = reason, .message = message});
}

std::unexpected<FactorRefusal> proof_needed() {
  return refuse(Reason::proof_needed,
                "the password, and a second factor if there is one, are to be "
                "proved once more");
}

std::unexpected<FactorRefusal> too_many_passkeys() {
  return refuse(Reason::too_many_passkeys, "the account has as many passkeys as it may");
}

std::unexpected<FactorRefusal> invalid_name() {
  return refuse(Reason::invalid_name, "a name is 1 to 64 bytes without control characters");
}

Secret key_of(const Challenge& begun) {
  return Secret(codec::from_base64url(begun.key).value_or(""));
}

std::optional<std::int64_t> matching_step(const outbound::OneTimePasswords& codes,
                                          const Secret& key, const Secret& typed, Instant now) {
  const auto code = read_totp_code(typed.reveal());
  if (!code) return std::nullopt;
  for (const auto step : believed_totp_steps(now)) {
    if (constant_time_equal(codes.code(key, step).reveal(), code->reveal())) return step;
  }
  return std::nullopt;
}

}  // namespace

std::expected<inbound::TotpEnrolment, FactorRefusal> EnrolFactors::begin_totp(
    const inbound::FactorOwner& owner, const std::string& proof) {
  const auto proved = opened_proof(challenges_, ports_.factors, owner, proof);
  if (!proved) return proof_needed();
  const Secret key(ports_.entropy.bytes(totp_key_length));
  auto sealed =
      begun(owner, Challenge::Purpose::enrol_totp, *proved, codec::base64url(key.reveal()));
  return shown(owner, std::move(sealed.text), key);
}

std::expected<inbound::TotpEnrolment, FactorRefusal> EnrolFactors::begun_totp(
    const inbound::FactorOwner& owner, const std::string& enrolment) {
  const auto begun = open(owner, enrolment, Challenge::Purpose::enrol_totp);
  if (!begun) return std::unexpected(begun.error());
  return shown(owner, enrolment, key_of(*begun));
}

std::expected<Enrolled, FactorRefusal> EnrolFactors::confirm_totp(
    const inbound::FactorOwner& owner, const std::string& enrolment, const Secret& code,
    const std::optional<std::string>& name, const inbound::RequestContext& context) {
  if (name && !is_factor_name(*name)) return invalid_name();
  const auto begun = open(owner, enrolment, Challenge::Purpose::enrol_totp);
  if (!begun) return std::unexpected(begun.error());
  const auto key = key_of(*begun);
  const auto step = matching_step(ports_.codes, key, code, ports_.clock.now());
  if (!step) return refuse(Reason::wrong_code, "this is not the code that the app shows now");
  const auto factor = new_factor(FactorKind::totp, name);
  auto codes = new_recovery_codes(owner.user.id, ports_.entropy, ports_.macs);
  // The code that has confirmed it has counted.
  const outbound::TotpFactor totp{.id = factor.id,
                                  .user = owner.user.id,
                                  .name = factor.name,
                                  .sealed_key = ports_.sealer.seal(key, totp_key_place(factor.id)),
                                  .last_step = *step,
                                  .created_at = factor.created_at};
  const auto outcome =
      ports_.factors.enrol_totp(totp, codes.digests, added(owner, factor, context));
  return ended(outcome, owner, context,
               {.factor = factor,
                .proof = proof_with(owner, *begun, {amr::one_time_password}),
                .recovery_codes = std::move(codes.codes)});
}

std::expected<inbound::PasskeyEnrolment, FactorRefusal> EnrolFactors::begin_passkey(
    const inbound::FactorOwner& owner, const std::string& proof) {
  if (!passkeys_.are_possible()) {
    return refuse(Reason::no_passkeys_here, "passkeys need an issuer whose host is a name");
  }
  const auto proved = opened_proof(challenges_, ports_.factors, owner, proof);
  if (!proved) return proof_needed();
  if (ports_.factors.enrolled(owner.user.id).passkeys >= max_passkeys) return too_many_passkeys();
  auto sealed = begun(owner, Challenge::Purpose::enrol_passkey, *proved);
  auto creation = passkeys_.creation(sealed, owner.user);
  return inbound::PasskeyEnrolment{.enrolment = std::move(sealed.text),
                                   .creation = std::move(creation)};
}

std::expected<Enrolled, FactorRefusal> EnrolFactors::confirm_passkey(
    const inbound::FactorOwner& owner, const std::string& enrolment, const NewPasskey& made,
    const std::optional<std::string>& name, const inbound::RequestContext& context) {
  if (name && !is_factor_name(*name)) return invalid_name();
  const auto begun = open(owner, enrolment, Challenge::Purpose::enrol_passkey);
  if (!begun) return std::unexpected(begun.error());
  const auto factor = new_factor(FactorKind::passkey, name);
  const auto credential = passkeys_.made({*begun, enrolment}, made, factor);
  if (!credential) {
    return std::unexpected(
        FactorRefusal{.reason = Reason::wrong_passkey,
                      .message = "this is not the passkey that was to be made: " +
                                 std::string(chancery::name(credential.error()))});
  }
  auto codes = new_recovery_codes(owner.user.id, ports_.entropy, ports_.macs);
  const auto outcome =
      ports_.credentials.enrol(*credential, codes.digests, added(owner, factor, context));
  return ended(outcome, owner, context,
               {.factor = factor,
                .proof = proof_with(owner, *begun, {key_method(*credential), amr::user_presence}),
                .recovery_codes = std::move(codes.codes)});
}

Challenges::Sealed EnrolFactors::begun(const inbound::FactorOwner& owner,
                                       Challenge::Purpose purpose, const Challenge& proved,
                                       std::string key) {
  return challenges_.make({.purpose = purpose,
                           .user = owner.user.id,
                           .user_epoch = owner.user.epoch,
                           .proved = proved.proved,
                           .authenticated_at = proved.authenticated_at,
                           .key = std::move(key)},
                          holder_of(owner));
}

inbound::TotpEnrolment EnrolFactors::shown(const inbound::FactorOwner& owner, std::string enrolment,
                                           const Secret& key) const {
  return {.enrolment = std::move(enrolment),
          .key = Secret(codec::base32(key.reveal())),
          .uri = totp_uri(key, issuer_name(issuer_), owner.user.email)};
}

std::string EnrolFactors::proof_with(const inbound::FactorOwner& owner, const Challenge& begun,
                                     const std::vector<std::string>& methods) {
  return sealed_proof(challenges_, owner, with_factor(begun.proved, methods),
                      begun.authenticated_at);
}

std::expected<Challenge, FactorRefusal> EnrolFactors::open(const inbound::FactorOwner& owner,
                                                           const std::string& enrolment,
                                                           Challenge::Purpose purpose) const {
  auto opened = challenges_.open(enrolment, purpose, holder_of(owner));
  const bool is_owners =
      opened && opened->user == owner.user.id && opened->user_epoch == owner.user.epoch;
  // Another factor may have come meanwhile.
  if (is_owners && !is_enough(opened->proved, ports_.factors, owner.user.id)) {
    return proof_needed();
  }
  if (!is_owners) return refuse(Reason::enrolment_lost, "this took too long: begin again");
  return *std::move(opened);
}

std::expected<Enrolled, FactorRefusal> EnrolFactors::ended(EnrolOutcome outcome,
                                                           const inbound::FactorOwner& owner,
                                                           const inbound::RequestContext& context,
                                                           Enrolled enrolled) {
  switch (outcome) {
    case EnrolOutcome::enrolled: enrolled.recovery_codes.clear(); break;
    case EnrolOutcome::enrolled_with_codes: break;
    case EnrolOutcome::taken:
      return refuse(Reason::passkey_taken, "this passkey is in use already");
    case EnrolOutcome::too_many: return too_many_passkeys();
    case EnrolOutcome::unknown_user: return refuse(Reason::unknown, "the account is gone");
  }
  mail_.tell_of_factor(owner.user, std::string(chancery::name(enrolled.factor.kind)) + "_added",
                       context.languages);
  return enrolled;
}

Factor EnrolFactors::new_factor(FactorKind kind, const std::optional<std::string>& name) {
  const char* usual = kind == FactorKind::totp ? "Authenticator app" : "Passkey";
  return {.id = FactorId(random_id(ports_.entropy)),
          .kind = kind,
          .name = name.value_or(usual),
          .created_at = ports_.clock.now()};
}

AuditEvent EnrolFactors::added(const inbound::FactorOwner& owner, const Factor& factor,
                               const inbound::RequestContext& context) const {
  return {.type = AuditType::factor_added,
          .at = factor.created_at,
          .reason = std::string(name(factor.kind)),
          .user = owner.user.id,
          .client = owner.client,
          .origin = context.origin,
          .request_id = context.request_id};
}

}  // namespace chancery
