#include "adapters/http/endpoints/factor_form.hpp"

#include "adapters/http/api/passkey_json.hpp"

namespace chancery::http {

FactorProof factor_proof(const Form& form) {
  if (const auto passkey = form.get("passkey")) {
    const auto json = codec::read_json(*passkey);
    auto proof = json ? read_passkey_proof(*json) : std::nullopt;
    return proof ? *std::move(proof) : PasskeyProof{};
  }
  if (const auto code = form.get("recovery_code")) return RecoveryProof{Secret(std::string(*code))};
  return TotpProof{Secret(std::string(form.get("code").value_or("")))};
}

}  // namespace chancery::http
