#include "adapters/http/pages/page_headers.hpp"

#include "domain/uri.hpp"

namespace chancery::http::pages {

std::optional<std::string> scheme_source(std::string_view uri) {
  const auto parsed = Uri::parse(uri);
  return parsed ? std::optional(parsed->scheme + ':') : std::nullopt;
}

std::string content_security_policy(const PagePolicy& policy) {
  std::string text = "default-src 'none'; style-src " + policy.style;
  if (policy.script) text += "; script-src " + *policy.script;
  text += "; img-src data:";
  text += policy.has_form ? "; form-action 'self'" : "; form-action 'none'";
  const auto scheme =
      policy.has_form && policy.leads_to ? scheme_source(*policy.leads_to) : std::nullopt;
  if (scheme) text += ' ' + *scheme;
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
