#include "adapters/http/pages/page_headers.hpp"

#include "domain/uri.hpp"

namespace chancery::http::pages {
namespace {

/// ` source` of the URI, if there are both.
std::string further(const std::optional<std::string>& uri,
                    std::optional<std::string> (*source_of)(std::string_view)) {
  const auto source = uri ? source_of(*uri) : std::nullopt;
  return source ? ' ' + *source : std::string();
}

}  // namespace

std::optional<std::string> scheme_source(std::string_view uri) {
  const auto parsed = Uri::parse(uri);
  return parsed ? std::optional(parsed->scheme + ':') : std::nullopt;
}

std::optional<std::string> origin_source(std::string_view uri) {
  const auto parsed = Uri::parse(uri);
  if (!parsed) return std::nullopt;
  if (parsed->host.empty() || parsed->host.starts_with('[')) return parsed->scheme + ':';
  auto source = parsed->scheme + "://" + parsed->host;
  if (parsed->port) source += ':' + std::to_string(*parsed->port);
  return source;
}

std::string content_security_policy(const PagePolicy& policy) {
  std::string text = "default-src 'none'; style-src " + policy.style;
  if (policy.script) text += "; script-src " + *policy.script;
  text += "; img-src 'self'" + further(policy.logo_uri, origin_source);
  text += policy.has_form ? "; form-action 'self'" + further(policy.leads_to, scheme_source)
                          : std::string("; form-action 'none'");
  return text + "; base-uri 'none'; frame-ancestors 'none'";
}

std::vector<std::pair<std::string, std::string>> page_headers(const PagePolicy& policy) {
  std::vector<std::pair<std::string, std::string>> headers{
      {"Content-Security-Policy", content_security_policy(policy)},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Permissions-Policy",
       "camera=(), display-capture=(), geolocation=(), microphone=(), "
       "payment=(), usb=()"},
      {"Vary", "Accept-Language, Cookie"},
  };
  if (policy.is_end) headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  return headers;
}

}  // namespace chancery::http::pages
