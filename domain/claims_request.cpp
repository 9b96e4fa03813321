#include "domain/claims_request.hpp"

namespace chancery {
namespace {

using codec::Json;

constexpr codec::JsonLimits limits{.bytes = 4096, .depth = 5, .values = 256};

/// Null asks for the claim in the default manner.
std::optional<RequestedClaim> read_claim(const Json& json) {
  if (json.is_null()) return RequestedClaim{};
  if (json.as_object() == nullptr) return std::nullopt;
  RequestedClaim claim;
  if (const auto* essential = json.find("essential")) {
    if (essential->as_bool() == nullptr) return std::nullopt;
    claim.essential = *essential->as_bool();
  }
  if (const auto* value = json.find("value"); value != nullptr && value->as_string() != nullptr) {
    claim.values.push_back(*value->as_string());
  }
  if (const auto* values = json.find("values")) {
    if (values->as_array() == nullptr) return std::nullopt;
    for (const auto& value : *values->as_array()) {
      if (value.as_string() != nullptr) claim.values.push_back(*value.as_string());
    }
  }
  return claim;
}

std::optional<ClaimsRequest::Members> read_members(const Json* json) {
  ClaimsRequest::Members members;
  if (json == nullptr || json->is_null()) return members;
  if (json->as_object() == nullptr) return std::nullopt;
  for (const auto& [name, value] : *json->as_object()) {
    auto claim = read_claim(value);
    if (!claim) return std::nullopt;
    if (name.find('#') == std::string::npos) members.emplace(name, *std::move(claim));
  }
  return members;
}

Json write_claim(const RequestedClaim& claim) {
  Json::Object object;
  if (claim.essential) object.emplace_back("essential", true);
  if (!claim.values.empty()) {
    object.emplace_back("values", Json::Array(claim.values.begin(), claim.values.end()));
  }
  return object.empty() ? Json() : Json(std::move(object));
}

Json write_members(const ClaimsRequest::Members& members) {
  Json::Object object;
  for (const auto& [name, claim] : members) object.emplace_back(name, write_claim(claim));
  return object;
}

}  // namespace

std::optional<ClaimsRequest> ClaimsRequest::parse(std::string_view text) {
  const auto json = codec::read_json(text, limits);
  return json ? from_json(*json) : std::nullopt;
}

std::optional<ClaimsRequest> ClaimsRequest::from_json(const Json& json) {
  if (json.as_object() == nullptr) return std::nullopt;
  auto id_token = read_members(json.find("id_token"));
  auto userinfo = read_members(json.find("userinfo"));
  if (!id_token || !userinfo) return std::nullopt;
  return ClaimsRequest{*std::move(id_token), *std::move(userinfo)};
}

Json ClaimsRequest::to_json() const {
  Json::Object object;
  if (!id_token.empty()) object.emplace_back("id_token", write_members(id_token));
  if (!userinfo.empty()) object.emplace_back("userinfo", write_members(userinfo));
  return object;
}

std::set<std::string> names(const ClaimsRequest::Members& members) {
  std::set<std::string> out;
  for (const auto& [name, claim] : members) out.insert(name);
  return out;
}

}  // namespace chancery
