#include "adapters/http/client_request.hpp"

#include "adapters/http/basic_credentials.hpp"
#include "adapters/http/oauth_reply.hpp"

namespace chancery::http {
namespace {

using Credentials = std::expected<inbound::ClientCredentials, OAuthError>;

Credentials from_header(const Headers& headers, const Form& form) {
  auto basic = BasicCredentials::of(headers);
  if (!basic) {
    if (basic.error() == AuthorizationError::absent) {
      return std::unexpected(invalid_client("the Authorization scheme is not Basic"));
    }
    return std::unexpected(invalid_request("the Authorization header cannot be read"));
  }
  if (form.get("client_secret") || form.get("client_assertion")) {
    return std::unexpected(invalid_request("two ways of client authentication in one request"));
  }
  const auto named = form.get("client_id");
  if (named && *named != basic->client_id) {
    return std::unexpected(invalid_request("client_id is not the one of the Authorization header"));
  }
  return inbound::ClientCredentials{.client = ClientId(std::move(basic->client_id)),
                                    .method = ClientAuthMethod::client_secret_basic,
                                    .secret = std::move(basic->client_secret)};
}

Credentials from_form(const Form& form) {
  const auto id = form.get("client_id");
  const auto secret = form.get("client_secret");
  if (form.get("client_assertion")) {
    if (secret) {
      return std::unexpected(invalid_request("two ways of client authentication in one request"));
    }
    return std::unexpected(invalid_client("client assertions are not supported"));
  }
  if (!id) return std::unexpected(invalid_client("the request does not name its client"));
  if (!secret)
    return inbound::ClientCredentials{ClientId(std::string(*id)), ClientAuthMethod::none};
  return inbound::ClientCredentials{ClientId(std::string(*id)),
                                    ClientAuthMethod::client_secret_post,
                                    Secret(std::string(*secret))};
}

Reply refuse_client(const OAuthError& error, const Request& request, std::string_view client_id) {
  // A client that sent no secret in the form can be told which scheme to try.
  auto reply = refuse(error, request.headers.count("Authorization") > 0 || client_id.empty());
  // Nobody has proved anything yet: a log line holds no more of it than an id can be.
  reply.log.client_id = client_id.empty() || is_client_id(client_id) ? client_id : "(malformed)";
  return reply;
}

}  // namespace

Credentials read_credentials(const Headers& headers, const Form& form) {
  return headers.count("Authorization") > 0 ? from_header(headers, form) : from_form(form);
}

std::expected<ClientRequest, Reply> read_client_request(const Request& request,
                                                        Form::Repeatable repeatable,
                                                        inbound::AuthenticateClient& authenticate) {
  if (request.query) {
    return std::unexpected(
        refuse(invalid_request("parameters belong in the body, not in the URL")));
  }
  auto form = Form::of(request, repeatable);
  if (!form) return std::unexpected(refuse(invalid_request(std::string(describe(form.error())))));
  const auto credentials = read_credentials(request.headers, *form);
  if (!credentials) return std::unexpected(refuse_client(credentials.error(), request, {}));
  auto client = authenticate.authenticate(*credentials);
  if (!client) {
    return std::unexpected(refuse_client(client.error(), request, credentials->client.value()));
  }
  return ClientRequest{*std::move(form), *std::move(client)};
}

inbound::RequestContext context_of(const Request& request) {
  return {.request_id = request.request_id,
          .origin = request.origin,
          .network = request.network,
          .abandoned = request.abandoned};
}

}  // namespace chancery::http
