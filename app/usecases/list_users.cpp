#include "app/usecases/list_users.hpp"

#include "domain/codec/base64url.hpp"
#include "domain/codec/json.hpp"
#include "domain/codec/utf8.hpp"
#include "domain/secret.hpp"

namespace chancery {
namespace {

using codec::Json;

Json or_null(const std::optional<LoginName>& name) { return name ? Json(name->value()) : Json(); }

/// What the MAC covers: JSON, so that no two places have one text.
std::string covered(const UserFilter& filter, const UserId& last) {
  return codec::write_json(Json::Array{"users", or_null(filter.email), or_null(filter.username),
                                       filter.role ? Json(*filter.role) : Json(),
                                       filter.disabled ? Json(*filter.disabled) : Json(),
                                       last.value()});
}

}  // namespace

std::optional<inbound::UserPage> ListUsers::list(const UserFilter& filter,
                                                 const std::optional<std::string>& cursor,
                                                 std::size_t limit) {
  std::optional<UserId> after;
  if (cursor) {
    after = read_cursor(filter, *cursor);
    if (!after) return std::nullopt;
  }
  inbound::UserPage page{.users = users_.list(filter, after, limit + 1)};
  if (page.users.size() > limit) {
    page.users.pop_back();
    page.next_cursor = write_cursor(filter, page.users.back().id);
  }
  return page;
}

std::string ListUsers::write_cursor(const UserFilter& filter, const UserId& last) {
  return codec::base64url(last.value()) + '.' + mac(filter, last);
}

std::optional<UserId> ListUsers::read_cursor(const UserFilter& filter, const std::string& cursor) {
  const auto dot = cursor.find('.');
  if (dot == std::string::npos) return std::nullopt;
  auto id = codec::from_base64url(std::string_view(cursor).substr(0, dot));
  if (!id || !codec::is_utf8(*id)) return std::nullopt;
  UserId last(*std::move(id));
  if (!constant_time_equal(mac(filter, last), std::string_view(cursor).substr(dot + 1))) {
    return std::nullopt;
  }
  return last;
}

std::string ListUsers::mac(const UserFilter& filter, const UserId& last) {
  return macs_.compute(KeyUse::authenticate_cursors, covered(filter, last));
}

}  // namespace chancery
