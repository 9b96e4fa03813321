#include "adapters/http/endpoints/metadata.hpp"

#include <algorithm>
#include <iterator>

#include "adapters/http/endpoints/cacheable.hpp"
#include "adapters/http/pages/pages.hpp"
#include "adapters/http/paths.hpp"
#include "domain/authentication.hpp"
#include "domain/authorization_request.hpp"
#include "domain/client.hpp"
#include "domain/codec/json.hpp"
#include "domain/standard_claims.hpp"

namespace chancery::http {
namespace {

using codec::Json;

Json names(std::initializer_list<std::string_view> items) {
  Json::Array array;
  for (const auto item : items) array.emplace_back(item);
  return array;
}

template <class Items>
Json all_names(const Items& items) {
  Json::Array array;
  for (const auto item : items) array.emplace_back(name(item));
  return array;
}

Json texts(const std::vector<std::string>& items) {
  return Json::Array(items.begin(), items.end());
}

Json supported_claims() {
  Json::Array claims;
  for (const char* const name :
       {"iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "at_hash", "sid"}) {
    claims.emplace_back(name);
  }
  for (const auto& claim : standard_claims()) claims.emplace_back(claim.name);
  return claims;
}

/// What RFC 8414 and OpenID Connect Discovery say of endpoints.
Json::Object endpoints(const Issuer& issuer) {
  const auto at = [&](const char* path) { return Json(issuer.value() + path); };
  using enum ClientAuthMethod;
  const auto any_client = names({name(client_secret_basic), name(client_secret_post), name(none)});
  return {
      {"issuer", issuer.value()},
      {"authorization_endpoint", at(paths::authorize)},
      {"authorization_challenge_endpoint", at(paths::challenge)},
      {"token_endpoint", at(paths::token)},
      {"revocation_endpoint", at(paths::revoke)},
      {"introspection_endpoint", at(paths::introspect)},
      {"userinfo_endpoint", at(paths::userinfo)},
      {"end_session_endpoint", at(paths::oauth_logout)},
      {"jwks_uri", at(paths::jwks)},
      {"token_endpoint_auth_methods_supported", any_client},
      {"revocation_endpoint_auth_methods_supported", any_client},
      {"introspection_endpoint_auth_methods_supported",
       names({name(client_secret_basic), name(client_secret_post)})},
      {"backchannel_logout_supported", true},
      {"backchannel_logout_session_supported", true},
  };
}

/// What an authorization request may say.
Json::Object authorization() {
  return {
      {"response_types_supported", names({"code"})},
      {"response_modes_supported", names({"query", "form_post"})},
      {"grant_types_supported", all_names(grant_types)},
      {"code_challenge_methods_supported", names({"S256"})},
      {"authorization_response_iss_parameter_supported", true},
      {"scopes_supported",
       names({"openid", "profile", "email", "address", "phone", "offline_access"})},
      {"claims_parameter_supported", true},
      {"request_parameter_supported", false},
      {"request_uri_parameter_supported", false},
      // Objects are refused; who reads this learns that an unsigned one would be too.
      {"request_object_signing_alg_values_supported", all_names(signature_algorithms)},
      {"acr_values_supported", names({one_factor_acr})},
      {"prompt_values_supported", all_names(prompts)},
      {"display_values_supported", names({"page"})},
      {"ui_locales_supported", texts(pages::Pages::languages())},
  };
}

/// What tokens are like.
Json::Object tokens() {
  return {
      {"claims_supported", supported_claims()},
      {"subject_types_supported", names({"public", "pairwise"})},
      {"id_token_signing_alg_values_supported", all_names(signature_algorithms)},
      {"userinfo_signing_alg_values_supported", all_names(signature_algorithms)},
  };
}

Json document(const Issuer& issuer) {
  auto members = endpoints(issuer);
  std::ranges::move(authorization(), std::back_inserter(members));
  std::ranges::move(tokens(), std::back_inserter(members));
  return members;
}

}  // namespace

MetadataEndpoint::MetadataEndpoint(const Issuer& issuer, Lifetime max_age)
    : json_(codec::write_json(document(issuer))), etag_(entity_tag(json_)), max_age_(max_age) {}

Reply MetadataEndpoint::operator()(const Request& request) const {
  return cacheable_document(request, json_, etag_, max_age_);
}

}  // namespace chancery::http
