#include "adapters/sql/authentication_text.hpp"

#include "adapters/sql/json_text.hpp"
#include "domain/codec/json.hpp"
#include "ports/unavailable.hpp"

namespace chancery::sql {
namespace {

using codec::Json;

template <class T>
const T& expected(const T* value) {
  if (value == nullptr) throw Unavailable("sql: a login's authentication cannot be read");
  return *value;
}

std::vector<std::string> amr_from(const Json& json) {
  std::vector<std::string> amr;
  for (const auto& method : expected(json.as_array())) amr.push_back(expected(method.as_string()));
  return amr;
}

ClaimsRequest claims_from(const Json& json) {
  const auto claims = ClaimsRequest::from_json(json);
  return expected(claims ? &*claims : nullptr);
}

}  // namespace

std::string authentication_text(const Authentication& authentication, const ClaimsRequest& claims) {
  Json::Object object;
  if (!authentication.amr.empty()) {
    Json::Array amr;
    for (const auto& method : authentication.amr) amr.push_back(json_string(method));
    object.emplace_back("amr", std::move(amr));
  }
  if (!authentication.acr.empty()) object.emplace_back("acr", json_string(authentication.acr));
  if (!claims.empty()) object.emplace_back("claims", claims.to_json());
  return codec::write_json(std::move(object));
}

AuthenticationColumn authentication_from_json(std::string_view text) {
  AuthenticationColumn column;
  if (text == "{}") return column;
  const auto json = object_from_json(text);
  if (const auto* amr = json.find("amr")) column.authentication.amr = amr_from(*amr);
  if (const auto* acr = json.find("acr")) {
    column.authentication.acr = expected(acr->as_string());
  }
  if (const auto* claims = json.find("claims")) column.claims = claims_from(*claims);
  return column;
}

}  // namespace chancery::sql
