#pragma once

#include <expected>
#include <optional>

#include "adapters/http/api/json_body.hpp"
#include "domain/client.hpp"
#include "ports/inbound/authenticate_client.hpp"

namespace chancery::http {

/// Whom /api/v1/auth/login, refresh and logout act for: the client that `client_id` and
/// `client_secret` in the body name, or the one that is configured for bodies that name none.
class ApiClient {
 public:
  ApiClient(inbound::AuthenticateClient& clients, std::optional<ClientId> when_none_is_named)
      : clients_(clients), when_none_is_named_(std::move(when_none_is_named)) {}

  /// Reads both members; no id and none configured is an error of the body.
  [[nodiscard]] inbound::ClientCredentials read(JsonBody& body) const;

  /// 400 when the request has `Authorization: Basic` too (attack B26), 401 when the client cannot
  /// be authenticated, 403 when it is no first-party client.
  [[nodiscard]] std::expected<Client, Problem> authenticate(
      const inbound::ClientCredentials& credentials, const Request& request) const;

 private:
  inbound::AuthenticateClient& clients_;
  std::optional<ClientId> when_none_is_named_;
};

}  // namespace chancery::http
