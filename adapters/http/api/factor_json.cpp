#include "adapters/http/api/factor_json.hpp"

#include "adapters/http/api/passkey_json.hpp"
#include "domain/codec/rfc3339.hpp"

namespace chancery::http {
namespace {

using codec::Json;
using Reason = inbound::FactorRefusal::Reason;

Problem invalid_member(const char* field, std::string_view code, const std::string& detail) {
  return {422, "invalid", detail, {{field, code}}};
}

}  // namespace

Json factor_json(const Factor& factor) {
  return Json::object({
      {"id", factor.id.value()},
      {"kind", name(factor.kind)},
      {"name", factor.name},
      {"created_at", codec::rfc3339(factor.created_at)},
      {"last_used_at", factor.last_used_at ? Json(codec::rfc3339(*factor.last_used_at)) : Json()},
  });
}

Json recovery_codes_json(const std::vector<Secret>& codes) {
  Json::Array array;
  for (const auto& code : codes) array.emplace_back(code.reveal());
  return array;
}

FactorProof read_factor_proof(JsonBody& body) {
  auto code = body.secret("code");
  auto recovery_code = body.secret("recovery_code");
  const auto* const passkey = body.object("passkey");
  const int answers = (code ? 1 : 0) + (recovery_code ? 1 : 0) + (passkey != nullptr ? 1 : 0);
  if (answers != 1) body.refuse("code", answers == 0 ? "missing" : "invalid");
  if (recovery_code) return RecoveryProof{*std::move(recovery_code)};
  if (passkey == nullptr) return TotpProof{std::move(code).value_or(Secret(""))};
  auto proof = read_passkey_proof(*passkey);
  if (!proof) body.refuse("passkey", "invalid");
  return std::move(proof).value_or(PasskeyProof{});
}

Problem mfa_required(const std::optional<inbound::FactorOffer>& offer) {
  if (!offer) return {401, "invalid_credentials", "this took too long: log in again"};
  Problem problem{403, "mfa_required", "a second factor is to be proved too: see mfa"};
  problem.mfa = factor_offer_json(*offer);
  return problem;
}

Problem problem_of(const inbound::FactorRefusal& refusal) {
  const auto& message = refusal.message;
  switch (refusal.reason) {
    case Reason::proof_needed: return {403, "proof_needed", message};
    case Reason::wrong_password: return invalid_member("current_password", "wrong", message);
    case Reason::factor_needed: return mfa_required(refusal.offer);
    case Reason::wrong_factor: return {403, "wrong_factor", message};
    case Reason::challenge_lost: return {403, "challenge_lost", message};
    case Reason::enrolment_lost: return {403, "enrolment_lost", message};
    case Reason::too_many_attempts:
      return too_many_attempts_problem(refusal.retry_after.value_or(std::chrono::seconds(1)));
    case Reason::wrong_code: return invalid_member("code", "wrong", message);
    case Reason::wrong_passkey: return invalid_member("passkey", "wrong", message);
    case Reason::passkey_taken: return {409, "passkey_taken", message, {{"passkey", "taken"}}};
    case Reason::too_many_passkeys: return {409, "too_many_passkeys", message};
    case Reason::no_passkeys_here: return {501, "no_passkeys", message};
    case Reason::invalid_name: return invalid_member("name", "invalid", message);
    case Reason::unknown: return {404, "not_found", message};
  }
  std::unreachable();
}

}  // namespace chancery::http
