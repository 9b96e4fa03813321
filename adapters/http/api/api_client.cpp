#include "adapters/http/api/api_client.hpp"

#include "adapters/http/authorization.hpp"

namespace chancery::http {
namespace {

/// A bearer token beside the body is none: apps send it with everything.
bool authenticates_twice(const Headers& headers) {
  const auto basic = authorization(headers, "Basic");
  return basic || basic.error() == AuthorizationError::malformed;
}

}  // namespace

inbound::ClientCredentials ApiClient::read(JsonBody& body) const {
  const auto id = body.text("client_id");
  auto secret = body.secret("client_secret");
  const bool is_configured = !id && !secret && when_none_is_named_;
  if (!id && !is_configured) body.refuse("client_id", "missing");
  return {.client = is_configured ? *when_none_is_named_ : ClientId(id.value_or("")),
          .secret = std::move(secret)};
}

std::expected<Client, Problem> ApiClient::authenticate(
    const inbound::ClientCredentials& credentials, const Request& request) const {
  if (authenticates_twice(request.headers)) {
    return std::unexpected(unreadable("the client's credentials belong in the body"));
  }
  auto client = clients_.authenticate(credentials);
  if (!client) return std::unexpected(problem_of(client.error()));
  if (!client->first_party) {
    return std::unexpected(Problem{403, "first_party_only", "this is for first-party apps"});
  }
  return *std::move(client);
}

}  // namespace chancery::http
