#include "domain/client.hpp"

#include <algorithm>

#include "domain/uri.hpp"

namespace chancery {
namespace {

constexpr std::size_t max_id_length = 128;
constexpr std::size_t min_distinct_secret_characters = 8;

}  // namespace

bool is_client_id(std::string_view text) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("._~-").find(c) != std::string_view::npos;
  };
  return !text.empty() && text.size() <= max_id_length && std::ranges::all_of(text, allowed);
}

std::optional<ClientAuthMethod> parse_client_auth_method(std::string_view text) {
  using enum ClientAuthMethod;
  for (const auto method : {none, client_secret_basic, client_secret_post}) {
    if (text == name(method)) return method;
  }
  return std::nullopt;
}

std::optional<GrantType> parse_grant_type(std::string_view text) {
  for (const auto grant : grant_types) {
    if (text == name(grant)) return grant;
  }
  return std::nullopt;
}

std::optional<SubjectType> parse_subject_type(std::string_view text) {
  for (const auto type : {SubjectType::public_, SubjectType::pairwise}) {
    if (text == name(type)) return type;
  }
  return std::nullopt;
}

bool is_redirect_uri(std::string_view text) {
  const auto uri = Uri::parse(text);
  if (!uri || uri->has_fragment || uri->has_user_info) return false;
  if (text.find('*') != std::string_view::npos) return false;
  if (uri->scheme == "https") return !uri->host.empty();
  if (uri->scheme == "http") return is_loopback_host(uri->host);
  // A private-use scheme is a reversed domain name (RFC 8252 §7.1); javascript: and data: have no
  // dot.
  return uri->scheme.find('.') != std::string::npos;
}

std::optional<std::string> sector(const Client& client) {
  if (client.sector_identifier) return client.sector_identifier;
  std::set<std::string> hosts;
  for (const auto& text : client.redirect_uris) {
    const auto uri = Uri::parse(text);
    hosts.insert(uri ? uri->host : std::string());
  }
  if (hosts.size() != 1 || hosts.begin()->empty()) return std::nullopt;
  return *hosts.begin();
}

std::optional<std::string> web_origin(std::string_view redirect_uri) {
  const auto uri = Uri::parse(redirect_uri);
  if (!uri || uri->host.empty()) return std::nullopt;
  if (uri->scheme != "https" && uri->scheme != "http") return std::nullopt;
  auto origin = uri->scheme + "://" + uri->host;
  const bool default_port = !uri->port || *uri->port == (uri->scheme == "https" ? 443 : 80);
  if (!default_port) origin += ":" + std::to_string(*uri->port);
  return origin;
}

std::optional<std::string> weakness(const Secret& client_secret) {
  const auto& text = client_secret.reveal();
  if (text.size() < min_client_secret_length) return "a client secret has at least 32 characters";
  if (text.size() > 1024) return "a client secret has at most 1024 characters";
  if (!std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; })) {
    return "a client secret is printable ASCII without spaces";
  }
  if (std::set(text.begin(), text.end()).size() < min_distinct_secret_characters) {
    return "a client secret has at least 8 different characters";
  }
  return std::nullopt;
}

std::expected<Scopes, OAuthError> granted_scopes(const Client& client,
                                                 const std::optional<Scopes>& requested) {
  if (!requested || requested->empty()) return client.scopes;
  if (!client.scopes.covers(*requested)) {
    return std::unexpected(invalid_scope("the client is not registered for the scope"));
  }
  return *requested;
}

Client disabled(Client client, Instant now) {
  client.disabled = true;
  ++client.epoch;
  // Instants are whole seconds: what was issued earlier in this one has ended too.
  client.tokens_not_before = now + Lifetime(1);
  client.updated_at = now;
  return client;
}

Client enabled(Client client, Instant now) {
  client.disabled = false;
  // A node whose clock is ahead has stamped tokens later than the instant of switching off.
  client.tokens_not_before = std::max(client.tokens_not_before, now);
  client.updated_at = now;
  return client;
}

Client logged_out_everywhere(Client client, Instant now) {
  ++client.epoch;
  client.updated_at = now;
  return client;
}

}  // namespace chancery
