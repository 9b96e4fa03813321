#include "domain/logout_notice.hpp"

#include <algorithm>

namespace chancery {
namespace {

using codec::Json;

constexpr Lifetime longest_pause = std::chrono::hours(1);
constexpr Lifetime longest_pause_of_a_client = std::chrono::minutes(1);

/// 1 s, then twice as long each time; 2^12 s is more than any of the limits.
Lifetime doubled(std::int64_t count, Lifetime limit) {
  const auto exponent = std::clamp<std::int64_t>(count - 1, 0, 12);
  return std::min(Lifetime(std::int64_t{1} << exponent), limit);
}

}  // namespace

std::optional<Instant> next_attempt_at(const LogoutNotice& notice, Instant now) {
  const auto at = now + doubled(notice.attempts, longest_pause);
  if (at >= notice.created_at + notice_lifetime) return std::nullopt;
  return at;
}

Lifetime pause_after(std::int64_t failures) { return doubled(failures, longest_pause_of_a_client); }

Json logout_token(const LogoutNotice& notice, const Issuer& issuer, const TokenId& id,
                  Instant now) {
  const auto seconds = [](Instant at) { return std::int64_t{at.time_since_epoch().count()}; };
  return Json::object(
      {{"iss", issuer.value()},
       {"sub", notice.subject},
       {"aud", notice.client.value()},
       {"iat", seconds(now)},
       {"exp", seconds(now + logout_token_lifetime)},
       {"jti", id.value()},
       {"events", Json::object({{"http://schemas.openid.net/event/backchannel-logout",
                                 Json(Json::Object{})}})},
       {"sid", notice.login.value()}});
}

}  // namespace chancery
