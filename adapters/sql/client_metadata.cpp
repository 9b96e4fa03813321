#include "adapters/sql/client_metadata.hpp"

#include <algorithm>
#include <array>

#include "adapters/sql/json_text.hpp"
#include "domain/codec/json.hpp"
#include "ports/unavailable.hpp"

namespace chancery::sql {
namespace {

using codec::Json;

[[noreturn]] void refuse() { throw Unavailable("sql: a client's metadata cannot be read"); }

template <class T>
const T& expected(const T* value) {
  if (value == nullptr) refuse();
  return *value;
}

Json to_json(bool flag) { return {flag}; }
Json to_json(SignatureAlgorithm alg) { return {name(alg)}; }
Json to_json(SubjectType type) { return {name(type)}; }
Json to_json(const std::string& text) { return json_string(text); }
Json to_json(const std::vector<std::string>& list) {
  Json::Array array;
  for (const auto& text : list) array.push_back(json_string(text));
  return {std::move(array)};
}
Json to_json(const ReleasedClaims& rules) {
  Json::Object object;
  for (const auto& [claim, targets] : rules) {
    Json::Array array;
    for (const auto target : targets) array.emplace_back(name(target));
    object.emplace_back(claim, std::move(array));
  }
  return {std::move(object)};
}
template <class T>
Json to_json(const std::optional<T>& value) {
  return value ? to_json(*value) : Json();
}

void from_json(const Json& json, bool& flag) { flag = expected(json.as_bool()); }
void from_json(const Json& json, std::string& text) { text = expected(json.as_string()); }
void from_json(const Json& json, SignatureAlgorithm& alg) {
  const auto known = parse_signature_algorithm(expected(json.as_string()));
  alg = expected(known ? &*known : nullptr);
}
void from_json(const Json& json, SubjectType& type) {
  const auto known = parse_subject_type(expected(json.as_string()));
  type = expected(known ? &*known : nullptr);
}
void from_json(const Json& json, std::vector<std::string>& list) {
  for (const auto& item : expected(json.as_array())) list.push_back(expected(item.as_string()));
}
void from_json(const Json& json, ReleasedClaims& rules) {
  for (const auto& [claim, targets] : expected(json.as_object())) {
    auto& known = rules[claim];
    for (const auto& word : expected(targets.as_array())) {
      const auto target = parse_claim_target(expected(word.as_string()));
      known.insert(expected(target ? &*target : nullptr));
    }
  }
}
template <class T>
void from_json(const Json& json, std::optional<T>& value) {
  from_json(json, value.emplace());
}

struct Member {
  std::string_view name;
  bool (*is_default)(const Client&);
  Json (*write)(const Client&);
  void (*read)(const Json&, Client&);
};

template <auto Field>
Member member(std::string_view name) {
  static const Client plain{.id = ClientId("")};
  return {.name = name,
          .is_default = [](const Client& client) { return client.*Field == plain.*Field; },
          .write = [](const Client& client) { return to_json(client.*Field); },
          .read = [](const Json& json, Client& client) { from_json(json, client.*Field); }};
}

const auto& members() {
  static const std::array all{
      member<&Client::post_logout_redirect_uris>("post_logout_redirect_uris"),
      member<&Client::require_pkce>("require_pkce"),
      member<&Client::id_token_alg>("id_token_alg"),
      member<&Client::userinfo_alg>("userinfo_alg"),
      member<&Client::subject_type>("subject_type"),
      member<&Client::sector_identifier>("sector_identifier"),
      member<&Client::backchannel_logout_uri>("backchannel_logout_uri"),
      member<&Client::backchannel_logout_session_required>("backchannel_logout_session_required"),
      member<&Client::released_claims>("released_claims"),
      member<&Client::client_uri>("client_uri"),
      member<&Client::logo_uri>("logo_uri"),
      member<&Client::policy_uri>("policy_uri"),
      member<&Client::tos_uri>("tos_uri"),
  };
  return all;
}

}  // namespace

std::string metadata_text(const Client& client) {
  Json::Object object;
  for (const auto& member : members()) {
    if (member.is_default(client)) continue;
    object.emplace_back(member.name, member.write(client));
  }
  return codec::write_json(std::move(object));
}

void read_metadata(std::string_view text, Client& client) {
  const auto json = object_from_json(text);
  for (const auto& [name, value] : *json.as_object()) {
    const auto found = std::ranges::find(members(), name, &Member::name);
    if (found == members().end()) refuse();
    found->read(value, client);
  }
}

}  // namespace chancery::sql
