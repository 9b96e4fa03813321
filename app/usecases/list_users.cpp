#include "app/usecases/list_users.hpp"

namespace chancery {
namespace {

using codec::Json;

Json or_null(const std::optional<LoginName>& name) { return name ? Json(name->value()) : Json(); }

PageCursors::List list_of(const UserFilter& filter) {
  return {"users", or_null(filter.email), or_null(filter.username),
          filter.role ? Json(*filter.role) : Json(),
          filter.disabled ? Json(*filter.disabled) : Json()};
}

}  // namespace

std::optional<inbound::UserPage> ListUsers::list(const UserFilter& filter,
                                                 const std::optional<std::string>& cursor,
                                                 std::size_t limit) {
  std::optional<UserId> after;
  if (cursor) {
    auto id = cursors_.read(list_of(filter), *cursor);
    if (!id) return std::nullopt;
    after.emplace(*std::move(id));
  }
  inbound::UserPage page{.users = users_.list(filter, after, limit + 1)};
  if (page.users.size() > limit) {
    page.users.pop_back();
    page.next_cursor = cursors_.write(list_of(filter), page.users.back().id.value());
  }
  return page;
}

}  // namespace chancery
