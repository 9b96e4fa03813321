#include "adapters/http/endpoints/metadata.hpp"

#include "adapters/http/endpoints/cacheable.hpp"
#include "adapters/http/paths.hpp"
#include "domain/client.hpp"
#include "domain/codec/json.hpp"

namespace chancery::http {
namespace {

using codec::Json;

Json names(std::initializer_list<std::string_view> items) {
  Json::Array array;
  for (const auto item : items) array.emplace_back(item);
  return array;
}

Json document(const Issuer& issuer) {
  const auto at = [&](const char* path) { return Json(issuer.value() + path); };
  using enum ClientAuthMethod;
  using enum GrantType;
  const auto any_client = names({name(client_secret_basic), name(client_secret_post), name(none)});
  return Json::object({
      {"issuer", issuer.value()},
      {"token_endpoint", at(paths::token)},
      {"revocation_endpoint", at(paths::revoke)},
      {"introspection_endpoint", at(paths::introspect)},
      {"userinfo_endpoint", at(paths::userinfo)},
      {"jwks_uri", at(paths::jwks)},
      {"response_types_supported", Json::Array{}},
      {"grant_types_supported",
       names({name(client_credentials), name(password), name(refresh_token)})},
      {"scopes_supported", names({"openid", "profile", "email", "offline_access"})},
      {"claims_supported",
       names({"sub", "preferred_username", "updated_at", "email", "email_verified"})},
      {"subject_types_supported", names({"public"})},
      {"token_endpoint_auth_methods_supported", any_client},
      {"revocation_endpoint_auth_methods_supported", any_client},
      {"introspection_endpoint_auth_methods_supported",
       names({name(client_secret_basic), name(client_secret_post)})},
  });
}

}  // namespace

MetadataEndpoint::MetadataEndpoint(const Issuer& issuer, Lifetime max_age)
    : json_(codec::write_json(document(issuer))), etag_(entity_tag(json_)), max_age_(max_age) {}

Reply MetadataEndpoint::operator()(const Request& request) const {
  return cacheable_document(request, json_, etag_, max_age_);
}

}  // namespace chancery::http
