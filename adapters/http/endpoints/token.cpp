#include "adapters/http/endpoints/token.hpp"

#include "adapters/http/client_request.hpp"
#include "adapters/http/oauth_reply.hpp"
#include "adapters/http/token_reply.hpp"

namespace chancery::http {
namespace {

const Form::Repeatable repeatable = {"resource", "audience"};

using Parsed = std::expected<inbound::TokenRequest, OAuthError>;

std::vector<std::string> resources_of(const Form& form) {
  std::vector<std::string> resources;
  for (const auto resource : form.all("resource")) resources.emplace_back(resource);
  return resources;
}

Parsed parse_authorization_code(const Form& form) {
  const auto code = form.get("code");
  if (!code) return std::unexpected(invalid_request("code is missing"));
  inbound::AuthorizationCodeRequest request{.code = Secret(std::string(*code))};
  if (const auto uri = form.get("redirect_uri")) request.redirect_uri = std::string(*uri);
  if (const auto verifier = form.get("code_verifier")) {
    request.code_verifier = Secret(std::string(*verifier));
  }
  return request;
}

Parsed parse_password(const Form& form, std::optional<Scopes> scopes) {
  const auto username = form.get("username");
  const auto password = form.get("password");
  if (!username) return std::unexpected(invalid_request("username is missing"));
  if (!password) return std::unexpected(invalid_request("password is missing"));
  return inbound::PasswordRequest{.username = std::string(*username),
                                  .password = Secret(std::string(*password)),
                                  .scopes = std::move(scopes),
                                  .resources = resources_of(form)};
}

Parsed parse_refresh_token(const Form& form, std::optional<Scopes> scopes) {
  const auto token = form.get("refresh_token");
  if (!token) return std::unexpected(invalid_request("refresh_token is missing"));
  return inbound::RefreshTokenRequest{.refresh_token = Secret(std::string(*token)),
                                      .scopes = std::move(scopes),
                                      .resources = resources_of(form)};
}

Parsed parse(const Form& form) {
  std::optional<Scopes> scopes;
  if (const auto text = form.get("scope")) {
    scopes = Scopes::parse(*text);
    if (!scopes)
      return std::unexpected(invalid_scope("scope is not of the form RFC 6749 gives it"));
  }
  const auto grant_type = form.get("grant_type");
  if (!grant_type) return std::unexpected(invalid_request("grant_type is missing"));
  const auto grant = parse_grant_type(*grant_type);
  if (!grant) {
    return std::unexpected(
        OAuthError{OAuthErrorCode::unsupported_grant_type, "unknown grant_type"});
  }
  switch (*grant) {
    case GrantType::authorization_code: return parse_authorization_code(form);
    case GrantType::client_credentials:
      return inbound::ClientCredentialsRequest{std::move(scopes), resources_of(form)};
    case GrantType::password: return parse_password(form, std::move(scopes));
    case GrantType::refresh_token: return parse_refresh_token(form, std::move(scopes));
  }
  std::unreachable();
}

}  // namespace

Reply TokenEndpoint::operator()(const Request& request) const {
  const auto asked = read_client_request(request, repeatable, clients_);
  if (!asked) return asked.error();
  const auto& [form, client] = *asked;

  const auto wanted = parse(form);
  const auto tokens = wanted ? tokens_.issue(client, *wanted, context_of(request))
                             : std::unexpected(wanted.error());
  auto reply = tokens ? token_reply(*tokens) : refuse(tokens.error());
  reply.log.client_id = client.id.value();
  reply.is_counted = client.is_public();
  if (wanted) reply.log.more.emplace_back("grant_type", *form.get("grant_type"));
  if (tokens) note_tokens(reply.log, *tokens);
  return reply;
}

Lane TokenEndpoint::lane(const Request& request) {
  const auto form = Form::of(request, repeatable);
  return form && form->get("grant_type") == name(GrantType::password) ? Lane::hashing
                                                                      : Lane::general;
}

}  // namespace chancery::http
