#include "adapters/http/endpoints/openapi.hpp"

#include <openssl/sha.h>

#include <array>
#include <string_view>

#include "adapters/http/docs/docs_page.hpp"
#include "adapters/http/docs/texts.hpp"
#include "domain/codec/base64url.hpp"

namespace chancery::http {
namespace {

/// As Content Security Policy names an inline style: base64 of its SHA-256.
std::string digest_source(std::string_view style) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(style.data()), style.size(), digest.data());
  return "'sha256-" + codec::base64({reinterpret_cast<const char*>(digest.data()), digest.size()}) +
         '\'';
}

}  // namespace

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
