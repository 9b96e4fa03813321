#pragma once

#include <optional>
#include <string_view>

#include "adapters/http/api/json_body.hpp"
#include "adapters/http/problem.hpp"
#include "domain/codec/json.hpp"
#include "domain/factor.hpp"
#include "domain/factor_proof.hpp"
#include "ports/inbound/factor_refusal.hpp"

namespace chancery::http {

codec::Json factor_json(const Factor& factor);
codec::Json recovery_codes_json(const std::vector<Secret>& codes);

/// What the body answers a challenge with: exactly one of `code`, `recovery_code` and `passkey`.
/// Errors stay with the body; what is returned then is worth nothing.
FactorProof read_factor_proof(JsonBody& body);

/// 403 `mfa_required`: the password is right, and `mfa` says what is asked for beside it. Without
/// an offer, because it took too long, 401.
Problem mfa_required(const std::optional<inbound::FactorOffer>& offer);

/// How a change to an account's factors was refused: 401, 403, 404, 409, 422, 429 or 501.
Problem problem_of(const inbound::FactorRefusal& refusal);

}  // namespace chancery::http
