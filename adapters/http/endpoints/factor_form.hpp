#pragma once

#include "adapters/http/form.hpp"
#include "domain/factor_proof.hpp"

namespace chancery::http {

/// What a page's form answers with that asks for a second factor: `passkey`, `recovery_code` or
/// `code`. What cannot be read counts as a wrong answer.
[[nodiscard]] FactorProof factor_proof(const Form& form);

}  // namespace chancery::http
