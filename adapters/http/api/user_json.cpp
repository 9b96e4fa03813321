#include "adapters/http/api/user_json.hpp"

#include "domain/codec/rfc3339.hpp"

namespace chancery::http {

using codec::Json;

Json user_json(const User& user) {
  Json::Array roles;
  for (const auto& role : user.roles) roles.emplace_back(role);
  return Json::object({
      {"id", user.id.value()},
      {"email", user.email},
      {"username", user.username ? Json(*user.username) : Json()},
      {"email_verified", user.email_verified},
      {"roles", std::move(roles)},
      {"disabled", user.disabled},
      {"created_at", codec::rfc3339(user.created_at)},
      {"updated_at", codec::rfc3339(user.updated_at)},
  });
}

Json managed_user_json(const User& user) {
  auto json = user_json(user);
  Json::Object claims;
  for (const auto& [name, value] : user.claims) claims.emplace_back(name, value);
  json.set("claims", std::move(claims));
  return json;
}

}  // namespace chancery::http
