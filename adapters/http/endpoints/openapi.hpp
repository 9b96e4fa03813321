#pragma once

#include "adapters/http/endpoints/fixed_document.hpp"
#include "domain/strong.hpp"
#include "domain/time.hpp"

namespace chancery::http {

/// GET /openapi.json and /openapi.yaml: the description of every endpoint, as compiled in.
FixedDocument openapi_json_endpoint(Lifetime max_age);
FixedDocument openapi_yaml_endpoint(Lifetime max_age);

/// GET /docs: the same as a page for people. Its policy allows its own style sheet, named by
/// digest, and nothing else: no script, no other file.
FixedDocument docs_endpoint(const Issuer& issuer, Lifetime max_age);

}  // namespace chancery::http
