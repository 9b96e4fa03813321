#include "adapters/http/basic_credentials.hpp"

#include <utility>

#include "adapters/http/form.hpp"
#include "domain/codec/base64url.hpp"

namespace chancery::http {

std::expected<BasicCredentials, AuthorizationError> BasicCredentials::of(const Headers& headers) {
  const auto token68 = authorization(headers, "Basic");
  if (!token68) return std::unexpected(token68.error());
  auto credentials = parse(*token68);
  if (!credentials) return std::unexpected(AuthorizationError::malformed);
  return *std::move(credentials);
}

std::optional<BasicCredentials> BasicCredentials::parse(std::string_view token68) {
  auto decoded = codec::from_base64(token68);
  if (!decoded) return std::nullopt;
  const Secret pair(*std::move(decoded));
  const std::string_view text = pair.reveal();
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  auto client_id = form_decode(text.substr(0, colon));
  auto client_secret = form_decode(text.substr(colon + 1));
  if (!client_id || client_id->empty() || !client_secret) return std::nullopt;
  return BasicCredentials{*std::move(client_id), Secret(*std::move(client_secret))};
}

}  // namespace chancery::http
