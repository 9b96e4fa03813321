#include <algorithm>

#include "domain/codec/base64url.hpp"
#include "domain/import/row_readers_detail.hpp"

namespace chancery::import_detail {
namespace {

using codec::Json;

/// What two JSON texts inside the credential say, put together.
struct Credential {
  std::string algorithm;
  std::int64_t passes;
  std::string salt;
  std::string hash;
  const Json* parameters;
};

std::optional<Credential> read_credential(const Json& data, const Json& secret) {
  MemberReader told(data);
  MemberReader kept(secret);
  const auto algorithm = told.text("algorithm");
  const auto passes = told.integer("hashIterations");
  const auto salt = from_any_base64(kept.text("salt").value_or(""));
  const auto hash = from_any_base64(kept.text("value").value_or(""));
  if (!algorithm || !passes || !salt || !hash || hash->empty()) return std::nullopt;
  return Credential{*algorithm, *passes, *salt, *hash, told.object("additionalParameters")};
}

/// A parameter is a list of one text.
std::string parameter(const Json* parameters, std::string_view name) {
  const auto* list = parameters == nullptr ? nullptr : parameters->find(name);
  const auto* array = list == nullptr ? nullptr : list->as_array();
  const auto* text = array == nullptr || array->empty() ? nullptr : array->front().as_string();
  return text == nullptr ? std::string() : *text;
}

std::string argon2_text(const Credential& credential) {
  const auto* parameters = credential.parameters;
  return "$argon2" + parameter(parameters, "type") + "$v=19$m=" + parameter(parameters, "memory") +
         ",t=" + std::to_string(credential.passes) + ",p=" + parameter(parameters, "parallelism") +
         '$' + unpadded_base64(credential.salt) + '$' + unpadded_base64(credential.hash);
}

/// The alphabet of passlib's texts has `.` where base64 has `+`.
std::string pbkdf2_text(const Credential& credential) {
  auto text = '$' + credential.algorithm + '$' + std::to_string(credential.passes) + '$' +
              unpadded_base64(credential.salt) + '$' + unpadded_base64(credential.hash);
  std::ranges::replace(text, '+', '.');
  return text;
}

std::optional<std::string> hash_text(const Json& credential) {
  MemberReader members(credential);
  const auto data = codec::read_json(members.text("credentialData").value_or(""));
  const auto secret = codec::read_json(members.text("secretData").value_or(""));
  if (!data || !secret) return std::nullopt;
  const auto read = read_credential(*data, *secret);
  if (!read) return std::nullopt;
  if (read->algorithm == "argon2") {
    if (parameter(read->parameters, "version") != "1.3") return std::nullopt;
    return argon2_text(*read);
  }
  if (read->algorithm.starts_with("pbkdf2")) return pbkdf2_text(*read);
  return std::nullopt;
}

std::optional<PasswordHash> hash_of(MemberReader& members) {
  const auto* credentials = members.array("credentials");
  if (credentials == nullptr) return std::nullopt;
  for (const auto& credential : *credentials) {
    const auto* type = credential.find("type");
    if (type == nullptr || *type != Json("password")) continue;
    if (auto text = hash_text(credential)) return PasswordHash(*std::move(text));
    members.blame("credentials", "this password is hashed in a way that is not known");
  }
  return std::nullopt;
}

/// Roles that every user of a realm has, and that say nothing elsewhere.
bool is_of_keycloak(const std::string& role) {
  return role.starts_with("default-roles-") || role == "offline_access" ||
         role == "uma_authorization";
}

std::optional<std::string> first_attribute(MemberReader& members, std::string_view name) {
  const auto* attributes = members.object("attributes");
  const auto* list = attributes == nullptr ? nullptr : attributes->find(name);
  const auto* array = list == nullptr ? nullptr : list->as_array();
  if (array == nullptr || array->empty() || array->front().as_string() == nullptr) {
    return std::nullopt;
  }
  return *array->front().as_string();
}

}  // namespace

UserRow read_keycloak(MemberReader& members) {
  UserRow row;
  if (auto id = members.text("id")) row.id = UserId(*std::move(id));
  row.email = members.text("email").value_or("");
  row.email_verified = members.flag("emailVerified");
  row.username = members.text("username");
  set_claim(row, "given_name", members.text("firstName"));
  set_claim(row, "family_name", members.text("lastName"));
  set_claim(row, "locale", first_attribute(members, "locale"));
  row.roles = members.texts("realmRoles");
  std::erase_if(row.roles, is_of_keycloak);
  row.disabled = members.whole().find("enabled") != nullptr && !members.flag("enabled");
  if (const auto milliseconds = members.integer("createdTimestamp")) {
    if (*milliseconds < 0) members.blame("createdTimestamp", "this is no time");
    row.created_at = instant_of(*milliseconds / 1000);
  }
  row.password = hash_of(members);
  return row;
}

}  // namespace chancery::import_detail
