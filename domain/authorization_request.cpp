#include "domain/authorization_request.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "domain/access_token.hpp"
#include "domain/code_challenge.hpp"
#include "domain/codec/decimal.hpp"
#include "domain/redirect_uri_match.hpp"

namespace chancery {
namespace {

constexpr std::array known{
    "client_id",    "redirect_uri", "response_type",  "response_mode", "scope",
    "state",        "nonce",        "code_challenge", "prompt",        "code_challenge_method",
    "max_age",      "login_hint",   "id_token_hint",  "acr_values",    "ui_locales",
    "display",      "claims",       "claims_locales", "resource",      "request",
    "registration", "request_uri",
};

/// The request as far as it has been read, and what it is read from.
struct Draft {
  const Parameters& parameters;
  const Client& client;
  const Issuer& issuer;
  AuthorizationRequest request;

  [[nodiscard]] std::optional<std::string_view> get(std::string_view name) const {
    return single_value(parameters, name);
  }
  [[nodiscard]] std::optional<std::string> text(std::string_view name) const {
    const auto value = get(name);
    return value ? std::optional(std::string(*value)) : std::nullopt;
  }
};

using Objection = std::optional<OAuthError>;

Objection check_repetition(Draft& draft) {
  for (const std::string_view name : known) {
    if (name != "resource" && occurrences(draft.parameters, name) > 1) {
      return invalid_request(std::string(name) + " is given more than once");
    }
  }
  return std::nullopt;
}

Objection check_size(Draft& draft) {
  std::size_t bytes = 0;
  for (const auto& [name, value] : known_parameters(draft.parameters)) {
    bytes += name.size() + value.size();
  }
  if (bytes > max_authorization_parameters) return invalid_request("the request is too long");
  return std::nullopt;
}

Objection check_unsupported(Draft& draft) {
  using enum OAuthErrorCode;
  if (draft.get("request")) return OAuthError{request_not_supported, "request is not supported"};
  if (draft.get("request_uri")) {
    return OAuthError{request_uri_not_supported, "request_uri is not supported"};
  }
  if (draft.get("registration")) {
    return OAuthError{registration_not_supported, "registration is not supported"};
  }
  return std::nullopt;
}

std::optional<ResponseMode> parse_response_mode(std::string_view text) {
  for (const auto mode : {ResponseMode::query, ResponseMode::form_post}) {
    if (text == name(mode)) return mode;
  }
  return std::nullopt;
}

Objection check_response_mode(Draft& draft) {
  const auto mode = draft.get("response_mode");
  if (mode && !parse_response_mode(*mode)) return invalid_request("the response_mode is unknown");
  return std::nullopt;
}

Objection check_response_type(Draft& draft) {
  const auto type = draft.get("response_type");
  if (!type) return invalid_request("the response_type is missing");
  if (*type != "code") {
    return OAuthError{OAuthErrorCode::unsupported_response_type, "the response_type is not code"};
  }
  if (!draft.client.grants.contains(GrantType::authorization_code)) {
    return unauthorized_client("the client is not registered for authorization_code");
  }
  return std::nullopt;
}

Objection read_scope(Draft& draft) {
  const auto text = draft.get("scope");
  if (!text) return invalid_scope("the scope is missing");
  auto scopes = Scopes::parse(*text);
  if (!scopes) return invalid_scope("the scope cannot be read");
  if (!draft.client.scopes.covers(*scopes)) {
    return invalid_scope("the client is not registered for the scope");
  }
  draft.request.scopes = *std::move(scopes);
  return std::nullopt;
}

Objection read_challenge(Draft& draft) {
  const auto method = draft.get("code_challenge_method");
  auto challenge = draft.text("code_challenge");
  if (!challenge) {
    if (method) return invalid_request("the code_challenge is missing");
    if (draft.client.require_pkce) return invalid_request("the client must send a code_challenge");
    return std::nullopt;
  }
  // Without a method it is plain (RFC 7636 §4.3).
  if (method != "S256") return invalid_request("the code_challenge_method is not S256");
  if (!is_code_challenge(*challenge)) return invalid_request("the code_challenge cannot be read");
  draft.request.challenge = std::move(challenge);
  return std::nullopt;
}

Objection read_prompt(Draft& draft) {
  for (const auto& word : words(draft.get("prompt").value_or(""))) {
    const auto* const prompt =
        std::ranges::find_if(prompts, [&](Prompt candidate) { return word == name(candidate); });
    if (prompt == prompts.end()) return invalid_request("the prompt is unknown");
    draft.request.prompts.insert(*prompt);
  }
  if (draft.request.prompts.contains(Prompt::none) && draft.request.prompts.size() > 1) {
    return invalid_request("prompt none stands alone");
  }
  return std::nullopt;
}

Objection read_max_age(Draft& draft) {
  const auto text = draft.get("max_age");
  if (!text) return std::nullopt;
  const auto seconds = codec::from_decimal<std::uint32_t>(*text);
  if (!seconds || *seconds > std::numeric_limits<std::int32_t>::max()) {
    return invalid_request("the max_age is no number of seconds");
  }
  draft.request.max_age = Lifetime(*seconds);
  return std::nullopt;
}

Objection read_claims(Draft& draft) {
  const auto text = draft.get("claims");
  if (!text) return std::nullopt;
  auto claims = ClaimsRequest::parse(*text);
  if (!claims) return invalid_request("the claims parameter cannot be read");
  draft.request.claims = *std::move(claims);
  return std::nullopt;
}

Objection read_resources(Draft& draft) {
  std::vector<std::string> resources;
  for (const auto& [name, value] : draft.parameters) {
    if (name == "resource" && !value.empty()) resources.push_back(value);
  }
  auto audiences = audience_for(draft.client, draft.request.scopes, resources, draft.issuer);
  if (!audiences) return audiences.error();
  draft.request.audiences = *std::move(audiences);
  return std::nullopt;
}

Objection read_the_rest(Draft& draft) {
  draft.request.nonce = draft.text("nonce");
  draft.request.id_token_hint = draft.text("id_token_hint");
  draft.request.login_hint = draft.text("login_hint");
  draft.request.acr_values = words(draft.get("acr_values").value_or(""));
  draft.request.ui_locales = words(draft.get("ui_locales").value_or(""));
  draft.request.display = draft.text("display");
  return std::nullopt;
}

/// In the order of the table.
constexpr std::array steps{check_repetition,    check_size,  check_unsupported, check_response_mode,
                           check_response_type, read_scope,  read_challenge,    read_prompt,
                           read_max_age,        read_claims, read_resources,    read_the_rest};

std::expected<std::string, AuthorizationFault> redirect_uri_of(const Parameters& parameters,
                                                               const Client& client) {
  using enum AuthorizationFault;
  if (occurrences(parameters, "redirect_uri") > 1) return std::unexpected(redirect_uri_repeated);
  const auto requested = single_value(parameters, "redirect_uri");
  if (!requested) {
    const auto scopes = words(single_value(parameters, "scope").value_or(""));
    const bool openid = std::ranges::find(scopes, "openid") != scopes.end();
    if (openid || client.redirect_uris.size() != 1) return std::unexpected(redirect_uri_missing);
    return client.redirect_uris.front();
  }
  const auto is_it = [&](const auto& registered) {
    return matches_registered(*requested, registered);
  };
  if (!std::ranges::any_of(client.redirect_uris, is_it)) {
    return std::unexpected(redirect_uri_not_registered);
  }
  return std::string(*requested);
}

ReplyTo reply_to(const Draft& draft, std::string redirect_uri) {
  return {.redirect_uri = std::move(redirect_uri),
          .mode = parse_response_mode(draft.get("response_mode").value_or("query"))
                      .value_or(ResponseMode::query),
          .state = draft.text("state")};
}

}  // namespace

std::optional<ClientId> named_client(const Parameters& parameters) {
  const auto id = single_value(parameters, "client_id");
  if (!id || !is_client_id(*id)) return std::nullopt;
  return ClientId(std::string(*id));
}

std::expected<AuthorizationRequest, AuthorizationRefusal> read_authorization_request(
    const Parameters& parameters, const Client* client, const Issuer& issuer) {
  if (client == nullptr || client->disabled || named_client(parameters) != client->id) {
    return std::unexpected(AuthorizationFault::unknown_client);
  }
  auto redirect_uri = redirect_uri_of(parameters, *client);
  if (!redirect_uri) return std::unexpected(redirect_uri.error());

  Draft draft{parameters, *client, issuer, {.client = client->id, .reply_to = {}}};
  draft.request.redirect_uri_sent = draft.get("redirect_uri").has_value();
  draft.request.reply_to = reply_to(draft, *std::move(redirect_uri));
  for (const auto& step : steps) {
    if (auto why = step(draft)) {
      return std::unexpected(
          AuthorizationError{std::move(draft.request.reply_to), *std::move(why)});
    }
  }
  return std::move(draft.request);
}

Parameters known_parameters(const Parameters& parameters) {
  Parameters out;
  std::ranges::copy_if(parameters, std::back_inserter(out), [](const auto& parameter) {
    return std::ranges::find(known, parameter.first) != known.end();
  });
  return out;
}

}  // namespace chancery
