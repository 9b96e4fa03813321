#include "domain/redirect_uri_match.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "domain/uri.hpp"

namespace chancery {
namespace {

/// The text without its port; nothing if it is no http URI of a loopback host.
std::optional<std::string> loopback_without_port(std::string_view text) {
  const auto uri = Uri::parse(text);
  if (!uri || uri->scheme != "http" || uri->has_user_info || uri->has_fragment) return std::nullopt;
  if (!is_loopback_host(uri->host)) return std::nullopt;
  const auto prefix = "http://" + uri->host;
  if (!text.starts_with(prefix)) return std::nullopt;
  text.remove_prefix(prefix.size());
  if (text.starts_with(':')) text.remove_prefix(std::min(text.find_first_of("/?"), text.size()));
  return prefix + std::string(text);
}

}  // namespace

bool matches_registered(std::string_view requested, std::string_view registered) {
  if (requested == registered) return true;
  const auto bare = loopback_without_port(registered);
  return bare && loopback_without_port(requested) == bare;
}

}  // namespace chancery
