#include "adapters/http/own_page.hpp"

namespace chancery::http {
namespace {

/// Without the path that an issuer may have.
std::string_view origin_of(const Issuer& issuer) {
  const std::string_view url = issuer.value();
  return url.substr(0, url.find('/', url.find("://") + 3));
}

}  // namespace

bool may_be_from_own_page(const Headers& headers, const Issuer& issuer) {
  if (headers.count("Sec-Fetch-Site") > 0 && headers.get("Sec-Fetch-Site") != "same-origin") {
    return false;
  }
  if (headers.count("Origin") == 0) return true;
  const auto origin = headers.get("Origin");
  return origin == "null" || origin == origin_of(issuer);
}

}  // namespace chancery::http
