#pragma once

#include <expected>

#include "adapters/http/form.hpp"
#include "adapters/http/message.hpp"
#include "domain/client.hpp"
#include "domain/oauth_error.hpp"
#include "ports/inbound/authenticate_client.hpp"
#include "ports/inbound/request_context.hpp"

namespace chancery::http {

/// A form sent by a client that has proved who it is.
struct ClientRequest {
  Form form;
  Client client;
};

/// What every OAuth endpoint that takes a form does first: parameters in the body only (a query is
/// refused: secrets in URLs end up in logs, attack B27), one way of authentication only (B26), and
/// the client authenticated. The error is the finished answer.
std::expected<ClientRequest, Reply> read_client_request(const Request& request,
                                                        Form::Repeatable repeatable,
                                                        inbound::AuthenticateClient& authenticate);

/// The credentials in a request (RFC 6749 §2.3.1): Basic, or `client_id` with or without
/// `client_secret` in the form. `invalid_request` for two ways at once and for what cannot be read,
/// `invalid_client` for none or an unknown one.
std::expected<inbound::ClientCredentials, OAuthError> read_credentials(const Headers& headers,
                                                                       const Form& form);

/// What use cases may know of the request.
inbound::RequestContext context_of(const Request& request);

}  // namespace chancery::http
