// Clients, accounts, keys, sessions and events as commands print them.

#include "adapters/http/api/client_json.hpp"
#include "app/cli/show.hpp"
#include "domain/codec/rfc3339.hpp"

namespace chancery::cli {
namespace {

using codec::Json;

template <class Texts>
Json texts(const Texts& values) {
  Json::Array array;
  for (const auto& value : values) array.emplace_back(std::string_view(value));
  return array;
}

Json claims(const std::map<std::string, std::string>& values) {
  Json::Object object;
  for (const auto& [name, value] : values) object.emplace_back(name, value);
  return object;
}

template <class Text>
Json text_or_null(const std::optional<Text>& text) {
  return text ? Json(text->value()) : Json();
}

Json instant(const std::optional<Instant>& at) { return at ? Json(codec::rfc3339(*at)) : Json(); }

}  // namespace

Json to_json(const Client& client) { return http::client_json(client); }

Json to_json(const User& user) {
  return Json::object({
      {"id", user.id.value()},
      {"email", user.email},
      {"username", user.username ? Json(*user.username) : Json()},
      {"email_verified", user.email_verified},
      {"roles", texts(user.roles)},
      {"claims", claims(user.claims)},
      {"disabled", user.disabled},
      {"created_at", instant(user.created_at)},
      {"updated_at", instant(user.updated_at)},
  });
}

Json to_json(const KeyRecord& key) {
  return Json::object({
      {"id", key.id.value()},
      {"use", name(key.use)},
      {"state", name(key.state)},
      {"created_at", instant(key.created_at)},
      {"activates_at", instant(key.activates_at)},
      {"retired_at", instant(key.retired_at)},
  });
}

Json to_json(const UserSession& session) {
  return Json::object({
      {"id", session.id.value()},
      {"user_id", session.user.value()},
      {"client_id", session.client.value()},
      {"client_name", session.client_name},
      {"address", session.last_used_from.address},
      {"user_agent", session.last_used_from.user_agent},
      {"login_address", session.login_address},
      {"created_at", instant(session.created_at)},
      {"last_used_at", instant(session.last_used_at)},
      {"expires_at", instant(session.expires_at)},
  });
}

Json to_json(const AuditEvent& event) {
  return Json::object({
      {"at", instant(event.at)},
      {"type", name(event.type)},
      {"reason", event.reason},
      {"user_id", text_or_null(event.user)},
      {"client_id", text_or_null(event.client)},
      {"session_id", text_or_null(event.family)},
      {"address", event.origin.address},
      {"user_agent", event.origin.user_agent},
      {"request_id", event.request_id},
  });
}

}  // namespace chancery::cli
