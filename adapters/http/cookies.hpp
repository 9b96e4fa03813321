#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/http/message.hpp"
#include "domain/strong.hpp"
#include "domain/time.hpp"

namespace chancery::http {

/// The cookies of a request (RFC 6265 §4.2.1). Other programs of the same host may have set some of
/// any form: what is no `name=value` of cookie octets is passed over.
class Cookies {
 public:
  /// A request with two `Cookie` fields has none (RFC 6265 §5.4).
  static Cookies of(const Headers& headers);

  /// The value of a cookie that is there once. Where a name comes twice nobody can say which of
  /// them is ours, so it counts as absent (attack B77).
  [[nodiscard]] std::optional<std::string_view> get(std::string_view name) const;

 private:
  std::vector<std::pair<std::string, std::string>> pairs_;
};

/// Writes the cookies of one issuer: on https `__Host-name` with `Secure`; on http, which only a
/// loopback issuer has, the bare name without it. All are `HttpOnly; SameSite=Lax; Path=/` (attack
/// B78).
class CookieJar {
 public:
  explicit CookieJar(const Issuer& issuer) : is_secure_(issuer.value().starts_with("https:")) {}

  /// What the cookie is called in the browser.
  [[nodiscard]] std::string name(std::string_view bare_name) const;
  /// The cookie that a request brought along.
  [[nodiscard]] std::optional<std::string> read(const Request& request,
                                                std::string_view bare_name) const;
  /// A `Set-Cookie` value. `value` is cookie octets: base64url, say. Without a lifetime the cookie
  /// lasts until the browser ends.
  [[nodiscard]] std::string set(std::string_view bare_name, std::string_view value,
                                std::optional<Lifetime> lifetime = {}) const;
  /// The `Set-Cookie` value that takes it away again.
  [[nodiscard]] std::string expire(std::string_view bare_name) const;

 private:
  bool is_secure_;
};

}  // namespace chancery::http
