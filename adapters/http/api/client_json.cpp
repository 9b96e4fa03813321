#include "adapters/http/api/client_json.hpp"

#include "domain/codec/rfc3339.hpp"

namespace chancery::http {
namespace {

using codec::Json;

Json texts(const std::vector<std::string>& values) {
  Json::Array array;
  for (const auto& value : values) array.emplace_back(value);
  return array;
}

Json grant_names(const std::set<GrantType>& grants) {
  Json::Array array;
  for (const auto grant : grants) array.emplace_back(name(grant));
  return array;
}

Json or_null(const std::optional<std::string>& text) { return text ? Json(*text) : Json(); }

Json json_of(const ReleasedClaims& rules) {
  Json::Object object;
  for (const auto& [claim, targets] : rules) {
    Json::Array array;
    for (const auto target : targets) array.emplace_back(name(target));
    object.emplace_back(claim, std::move(array));
  }
  return object;
}

/// Sets what the body has of a client.
class Members {
 public:
  explicit Members(JsonBody& body) : body_(body) {}

  void read(std::string_view field, std::string& value) { set(field, body_.text(field), value); }
  void read(std::string_view field, bool& value) { set(field, body_.flag(field), value); }
  void read(std::string_view field, std::vector<std::string>& value) {
    set(field, body_.list(field), value);
  }
  void read(std::string_view field, std::optional<std::string>& value) {
    auto given = body_.text(field);
    if (body_.has(field)) value = std::move(given);
  }

  /// A word that `parse` knows, or text that it reads.
  template <class T, class Parse>
  void read(std::string_view field, T& value, Parse parse) {
    const auto text = body_.text(field);
    auto known = text ? std::optional<T>(parse(*text)) : std::nullopt;
    if (text && !known) body_.refuse(field, "invalid");
    if (known || !text) set(field, std::move(known), value);
  }
  template <class T, class Parse>
  void read(std::string_view field, std::optional<T>& value, Parse parse) {
    const auto text = body_.text(field);
    const auto known = text ? parse(*text) : std::optional<T>();
    if (text && !known) body_.refuse(field, "invalid");
    if (body_.has(field)) value = known;
  }

  void read(std::string_view field, ReleasedClaims& rules) {
    const auto lists = body_.lists(field);
    if (!lists && body_.has(field)) body_.refuse(field, "wrong_type");
    if (lists) rules.clear();
    for (const auto& [claim, words] : lists.value_or(Lists{})) {
      for (const auto& word : words) {
        const auto target = parse_claim_target(word);
        if (target) rules[claim].insert(*target);
        if (!target) body_.refuse(field, "invalid");
      }
      if (words.empty()) body_.refuse(field, "invalid");
    }
  }

  void read(std::string_view field, std::set<GrantType>& grants) {
    const auto words = body_.list(field);
    if (words) grants.clear();
    for (const auto& word : words.value_or(std::vector<std::string>{})) {
      const auto grant = parse_grant_type(word);
      if (grant) grants.insert(*grant);
      if (!grant) body_.refuse(field, "invalid");
    }
    if (!words && body_.has(field)) body_.refuse(field, "wrong_type");
  }

 private:
  using Lists = std::map<std::string, std::set<std::string>>;

  template <class T>
  void set(std::string_view field, std::optional<T> given, T& value) {
    if (given) {
      value = *std::move(given);
    } else if (body_.has(field)) {
      body_.refuse(field, "wrong_type");
    }
  }

  JsonBody& body_;
};

}  // namespace

Json client_json(const Client& client) {
  return Json::object({
      {"client_id", client.id.value()},
      {"client_name", client.name},
      {"token_endpoint_auth_method", name(client.auth_method)},
      {"grant_types", grant_names(client.grants)},
      {"scope", client.scopes.to_string()},
      {"audiences", texts(client.audiences)},
      {"introspects", texts(client.introspects)},
      {"redirect_uris", texts(client.redirect_uris)},
      {"post_logout_redirect_uris", texts(client.post_logout_redirect_uris)},
      {"require_pkce", client.require_pkce},
      {"first_party", client.first_party},
      {"access_token_alg", name(client.access_token_alg)},
      {"id_token_signed_response_alg", name(client.id_token_alg)},
      {"userinfo_signed_response_alg",
       client.userinfo_alg ? Json(name(*client.userinfo_alg)) : Json()},
      {"subject_type", name(client.subject_type)},
      {"sector_identifier", or_null(client.sector_identifier)},
      {"backchannel_logout_uri", or_null(client.backchannel_logout_uri)},
      {"backchannel_logout_session_required", client.backchannel_logout_session_required},
      {"released_claims", json_of(client.released_claims)},
      {"client_uri", or_null(client.client_uri)},
      {"logo_uri", or_null(client.logo_uri)},
      {"policy_uri", or_null(client.policy_uri)},
      {"tos_uri", or_null(client.tos_uri)},
      {"disabled", client.disabled},
      {"created_at", codec::rfc3339(client.created_at)},
      {"updated_at", codec::rfc3339(client.updated_at)},
  });
}

Client with_members(Client client, JsonBody& body) {
  Members members(body);
  members.read("client_name", client.name);
  members.read("token_endpoint_auth_method", client.auth_method, parse_client_auth_method);
  members.read("grant_types", client.grants);
  members.read("scope", client.scopes, Scopes::parse);
  members.read("audiences", client.audiences);
  members.read("introspects", client.introspects);
  members.read("redirect_uris", client.redirect_uris);
  members.read("post_logout_redirect_uris", client.post_logout_redirect_uris);
  members.read("require_pkce", client.require_pkce);
  members.read("first_party", client.first_party);
  members.read("access_token_alg", client.access_token_alg, parse_signature_algorithm);
  members.read("id_token_signed_response_alg", client.id_token_alg, parse_signature_algorithm);
  members.read("userinfo_signed_response_alg", client.userinfo_alg, parse_signature_algorithm);
  members.read("subject_type", client.subject_type, parse_subject_type);
  members.read("sector_identifier", client.sector_identifier);
  members.read("backchannel_logout_uri", client.backchannel_logout_uri);
  members.read("backchannel_logout_session_required", client.backchannel_logout_session_required);
  members.read("released_claims", client.released_claims);
  members.read("client_uri", client.client_uri);
  members.read("logo_uri", client.logo_uri);
  members.read("policy_uri", client.policy_uri);
  members.read("tos_uri", client.tos_uri);
  members.read("disabled", client.disabled);
  return client;
}

}  // namespace chancery::http
