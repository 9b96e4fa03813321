#include "adapters/http/endpoints/openapi.hpp"

#include "adapters/http/digest_source.hpp"
#include "adapters/http/docs/docs_page.hpp"
#include "adapters/http/docs/texts.hpp"

namespace chancery::http {

FixedDocument openapi_json_endpoint(Lifetime max_age) {
  return {std::string(openapi_json()), "application/json", max_age};
}

FixedDocument openapi_yaml_endpoint(Lifetime max_age) {
  return {std::string(openapi_yaml()), "application/yaml", max_age};
}

FixedDocument docs_endpoint(const Issuer& issuer, Lifetime max_age) {
  const auto policy = "default-src 'none'; style-src " + digest_source(docs_style()) +
                      "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  return {docs::docs_page(openapi_json(), issuer, docs_style()),
          "text/html; charset=utf-8",
          max_age,
          {{"Content-Security-Policy", policy}}};
}

}  // namespace chancery::http
