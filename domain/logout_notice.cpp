#include "domain/logout_notice.hpp"

#include <algorithm>

#include "domain/attempts.hpp"

namespace chancery {
namespace {

using codec::Json;

constexpr Lifetime longest_pause_of_a_client = std::chrono::minutes(1);
/// 2^6 s is more than a minute.
constexpr std::int64_t doublings = 6;

}  // namespace

std::optional<Instant> next_attempt_at(const LogoutNotice& notice, Instant now) {
  return next_attempt_at(
      Attempts{
          .count = notice.attempts, .created_at = notice.created_at, .lifetime = notice_lifetime},
      now);
}

Lifetime pause_after(std::int64_t failures) {
  const auto exponent = std::clamp<std::int64_t>(failures - 1, 0, doublings);
  return std::min(Lifetime(std::int64_t{1} << exponent), longest_pause_of_a_client);
}

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
