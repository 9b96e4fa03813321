#include "adapters/http/api/passkey_json.hpp"

#include <array>

#include "domain/codec/base64url.hpp"

namespace chancery::http {
namespace {

using codec::Json;

/// More than any authenticator has, and few enough to store.
constexpr std::size_t max_transports = 8;

std::int64_t timeout_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(passkey_timeout).count();
}

Json json_of(const std::vector<CredentialDescriptor>& credentials) {
  Json::Array array;
  for (const auto& credential : credentials) {
    Json::Array transports;
    for (const auto& transport : credential.transports) transports.emplace_back(transport);
    array.push_back(Json::object({{"type", "public-key"},
                                  {"id", credential.id.value()},
                                  {"transports", std::move(transports)}}));
  }
  return array;
}

Json accepted_algorithms() {
  Json::Array array;
  for (const int algorithm : std::array{-8, -7, -257}) {
    array.push_back(Json::object({{"type", "public-key"}, {"alg", algorithm}}));
  }
  return array;
}

/// The bytes that a member holds in base64url.
std::optional<std::string> bytes(const Json* object, std::string_view name) {
  const auto* const member = object == nullptr ? nullptr : object->find(name);
  const auto* const text = member == nullptr ? nullptr : member->as_string();
  return text == nullptr ? std::nullopt : codec::from_base64url(*text);
}

std::optional<std::string> credential_id(const Json& json) {
  const auto* const type = json.find("type");
  const auto* const word = type == nullptr ? nullptr : type->as_string();
  const auto id = bytes(&json, "id");
  if (word == nullptr || *word != "public-key" || !id || id->empty()) return std::nullopt;
  return codec::base64url(*id);
}

std::vector<std::string> transports_of(const Json& response) {
  const auto* const member = response.find("transports");
  const auto* const array = member == nullptr ? nullptr : member->as_array();
  std::vector<std::string> transports;
  if (array == nullptr) return transports;
  for (const auto& item : *array) {
    const auto* const word = item.as_string();
    if (word != nullptr && transports.size() < max_transports) transports.push_back(*word);
  }
  return transports;
}

}  // namespace

Json request_options_json(const PasskeyRequest& request) {
  return Json::object({
      {"challenge", request.challenge},
      {"rpId", request.party_id},
      {"timeout", timeout_ms()},
      {"allowCredentials", json_of(request.allowed)},
      {"userVerification", request.verify_user ? "required" : "preferred"},
  });
}

Json creation_options_json(const PasskeyCreation& creation) {
  return Json::object({
      {"rp", Json::object({{"id", creation.party.id}, {"name", creation.party.name}})},
      {"user", Json::object({{"id", creation.user_handle},
                             {"name", creation.user_name},
                             {"displayName", creation.user_name}})},
      {"challenge", creation.challenge},
      {"pubKeyCredParams", accepted_algorithms()},
      {"timeout", timeout_ms()},
      {"excludeCredentials", json_of(creation.excluded)},
      {"authenticatorSelection",
       Json::object({{"residentKey", "preferred"}, {"userVerification", "preferred"}})},
      {"attestation", "none"},
  });
}

std::optional<PasskeyProof> read_passkey_proof(const Json& json) {
  auto id = credential_id(json);
  const auto* const response = json.find("response");
  auto client_data = bytes(response, "clientDataJSON");
  auto authenticator_data = bytes(response, "authenticatorData");
  auto signature = bytes(response, "signature");
  if (!id || !client_data || !authenticator_data || !signature) return std::nullopt;
  const auto* const handle = response->find("userHandle");
  const bool has_handle = handle != nullptr && !handle->is_null();
  auto user_handle = bytes(response, "userHandle");
  if (has_handle && !user_handle) return std::nullopt;
  return PasskeyProof{.credential_id = *std::move(id),
                      .client_data = *std::move(client_data),
                      .authenticator_data = *std::move(authenticator_data),
                      .signature = *std::move(signature),
                      .user_handle = std::move(user_handle)};
}

std::optional<NewPasskey> read_new_passkey(const Json& json) {
  auto id = credential_id(json);
  const auto* const response = json.find("response");
  auto client_data = bytes(response, "clientDataJSON");
  auto attestation = bytes(response, "attestationObject");
  if (!id || !client_data || !attestation) return std::nullopt;
  return NewPasskey{.credential_id = *std::move(id),
                    .client_data = *std::move(client_data),
                    .attestation_object = *std::move(attestation),
                    .transports = transports_of(*response)};
}

Json factor_offer_json(const inbound::FactorOffer& offer) {
  Json::Array factors;
  if (offer.totp) factors.emplace_back("totp");
  if (offer.recovery_code) factors.emplace_back("recovery_code");
  if (offer.passkey) factors.emplace_back("passkey");
  auto json = Json::object({{"challenge", offer.challenge}, {"factors", std::move(factors)}});
  if (offer.passkey) json.set("passkey", request_options_json(*offer.passkey));
  return json;
}

}  // namespace chancery::http
