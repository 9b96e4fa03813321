#pragma once

// The inbound ports as the tests of the endpoints see them, and requests as a client writes them.

#include <trompeloeil.hpp>

#include "adapters/http/message.hpp"
#include "domain/codec/base64url.hpp"
#include "ports/inbound/authenticate_client.hpp"
#include "ports/inbound/introspect_token.hpp"
#include "ports/inbound/issue_tokens.hpp"
#include "ports/inbound/read_userinfo.hpp"
#include "ports/inbound/revoke_token.hpp"

namespace trompeloeil {

// Trompeloeil asks whether a value it traces could be null, and std::expected claims that it
// compares with everything: this takes the claim back.
template <class T, class E>
bool operator==(const std::expected<T, E>&, const indirect_null&) = delete;

}  // namespace trompeloeil

namespace chancery::http::test {

struct MockClients final : inbound::AuthenticateClient {
  using Outcome = std::expected<Client, OAuthError>;
  MAKE_MOCK1(authenticate, Outcome(const inbound::ClientCredentials&), override);
};

struct MockTokens final : inbound::IssueTokens {
  using Outcome = std::expected<inbound::TokenResponse, OAuthError>;
  MAKE_MOCK3(issue,
             Outcome(const Client&, const inbound::TokenRequest&, const inbound::RequestContext&),
             override);
};

struct MockRevocation final : inbound::RevokeToken {
  using Outcome = std::expected<void, OAuthError>;
  MAKE_MOCK3(revoke, Outcome(const Client&, const Secret&, const inbound::RequestContext&),
             override);
  MAKE_MOCK3(log_out, Outcome(const Client&, const Secret&, const inbound::RequestContext&),
             override);
};

struct MockIntrospection final : inbound::IntrospectToken {
  using Outcome = std::expected<std::optional<inbound::ActiveToken>, OAuthError>;
  MAKE_MOCK2(introspect, Outcome(const Client&, const Secret&), override);
};

struct MockUserinfo final : inbound::ReadUserinfo {
  using Outcome = std::expected<inbound::Userinfo, OAuthError>;
  MAKE_MOCK1(read, Outcome(const Secret&), override);
};

inline const Client shop{.id = ClientId("shop"), .name = "Shop"};

inline Request form_request(std::string body) {
  Request request{.method = "POST", .path = "/"};
  request.headers.add("Content-Type", "application/x-www-form-urlencoded");
  request.body = std::move(body);
  return request;
}

inline Request with_basic(Request request, std::string_view id_and_secret) {
  request.headers.add("Authorization", "Basic " + codec::base64(id_and_secret));
  return request;
}

inline Request with_bearer(Request request, const std::string& token) {
  request.headers.add("Authorization", "Bearer " + token);
  return request;
}

inline std::string header(const Reply& reply, std::string_view name) {
  for (const auto& [field, value] : reply.headers) {
    if (field == name) return value;
  }
  return "(absent)";
}

}  // namespace chancery::http::test
