#include "adapters/crypto/claims.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "domain/codec/json.hpp"

namespace chancery::crypto {
namespace {

using codec::Json;

// Beyond it JSON numbers are not exact everywhere (RFC 8259 §6).
constexpr std::int64_t instants_end = std::int64_t{1} << 53;

/// What a token says of itself, and no user's claim can stand in for.
bool is_own_claim(std::string_view name) {
  static constexpr std::array<std::string_view, 12> own{"iss",   "sub",       "aud", "client_id",
                                                        "scope", "jti",       "iat", "exp",
                                                        "sid",   "auth_time", "acr", "amr"};
  return std::ranges::find(own, name) != own.end();
}

Json audience(const std::vector<std::string>& values) {
  if (values.size() == 1) return values.front();
  return Json::Array(values.begin(), values.end());
}

Json seconds(Instant at) { return std::int64_t{at.time_since_epoch().count()}; }

/// A claim of that type, or a note that the set is no good. A claim that may be absent is asked for
/// with `has` first.
class ClaimsReader {
 public:
  explicit ClaimsReader(const Json& set) : set_(set) {}

  [[nodiscard]] bool good() const { return good_; }
  [[nodiscard]] bool has(std::string_view name) const { return set_.find(name) != nullptr; }

  std::string text(std::string_view name) {
    const auto* claim = set_.find(name);
    return claim != nullptr ? nonempty(*claim) : fail<std::string>();
  }

  Instant instant(std::string_view name) {
    const auto* claim = set_.find(name);
    const auto* value = claim != nullptr ? claim->as_integer() : nullptr;
    if (value == nullptr || *value < 0 || *value >= instants_end) return fail<Instant>();
    return Instant(std::chrono::seconds(*value));
  }

  std::vector<std::string> texts(std::string_view name) {
    const auto* claim = set_.find(name);
    const auto* array = claim != nullptr ? claim->as_array() : nullptr;
    if (array == nullptr) return {text(name)};
    std::vector<std::string> values;
    for (const auto& item : *array) values.push_back(nonempty(item));
    return values.empty() ? fail<std::vector<std::string>>() : values;
  }

  Scopes scopes(std::string_view name) {
    if (!has(name)) return {};
    auto scopes = Scopes::parse(text(name));
    return scopes ? std::move(*scopes) : fail<Scopes>();
  }

 private:
  template <class T>
  T fail() {
    good_ = false;
    return T();
  }

  std::string nonempty(const Json& value) {
    const auto* text = value.as_string();
    return text != nullptr && !text->empty() ? *text : fail<std::string>();
  }

  const Json& set_;
  bool good_ = true;
};

}  // namespace

std::string write_claims(const AccessTokenClaims& claims) {
  auto set = Json::object({{"iss", claims.issuer.value()},
                           {"sub", claims.subject},
                           {"aud", audience(claims.audience)},
                           {"client_id", claims.client.value()}});
  if (!claims.scopes.empty()) set.set("scope", claims.scopes.to_string());
  set.set("jti", claims.id.value());
  set.set("iat", seconds(claims.issued_at));
  set.set("exp", seconds(claims.expires_at));
  if (claims.login) set.set("sid", claims.login->value());
  if (claims.authenticated_at) set.set("auth_time", seconds(*claims.authenticated_at));
  for (const auto& [name, value] : claims.more) {
    if (!is_own_claim(name)) set.set(name, value);
  }
  const auto& [amr, acr] = claims.authentication;
  if (!acr.empty()) set.set("acr", acr);
  if (!amr.empty()) set.set("amr", Json::Array(amr.begin(), amr.end()));
  return codec::write_json(set);
}

std::optional<AccessTokenClaims> read_claims(std::string_view json) {
  const auto set = codec::read_json(json);
  if (!set || set->as_object() == nullptr) return std::nullopt;
  ClaimsReader read(*set);
  AccessTokenClaims claims{.issuer = Issuer(read.text("iss")),
                           .subject = read.text("sub"),
                           .audience = read.texts("aud"),
                           .client = ClientId(read.text("client_id")),
                           .scopes = read.scopes("scope"),
                           .id = TokenId(read.text("jti")),
                           .issued_at = read.instant("iat"),
                           .expires_at = read.instant("exp")};
  if (read.has("sid")) claims.login = FamilyId(read.text("sid"));
  if (read.has("auth_time")) claims.authenticated_at = read.instant("auth_time");
  for (const auto& [name, value] : *set->as_object()) {
    if (!is_own_claim(name)) claims.more.emplace_back(name, value);
  }
  if (read.has("acr")) claims.authentication.acr = read.text("acr");
  if (read.has("amr")) claims.authentication.amr = read.texts("amr");
  if (!read.good()) return std::nullopt;
  return claims;
}

}  // namespace chancery::crypto
