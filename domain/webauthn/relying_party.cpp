#include "domain/webauthn/relying_party.hpp"

#include <algorithm>

#include "domain/totp.hpp"
#include "domain/uri.hpp"

namespace chancery {
namespace {

bool is_address(std::string_view host) {
  if (host.starts_with('[')) return true;
  return std::ranges::all_of(host, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

/// Browsers leave out the port that the scheme has anyway.
bool is_named(const Uri& uri) {
  if (!uri.port) return false;
  return *uri.port != (uri.scheme == "https" ? 443 : 80);
}

}  // namespace

std::optional<RelyingParty> relying_party(const Issuer& issuer) {
  const auto uri = Uri::parse(issuer.value());
  if (!uri || is_address(uri->host)) return std::nullopt;
  auto origin = uri->scheme + "://" + uri->host;
  if (is_named(*uri)) origin += ':' + std::to_string(*uri->port);
  return RelyingParty{.id = uri->host, .origin = std::move(origin), .name = issuer_name(issuer)};
}

}  // namespace chancery
