#include "app/usecases/page_cursors.hpp"

#include "domain/codec/base64url.hpp"
#include "domain/codec/utf8.hpp"
#include "domain/secret.hpp"

namespace chancery {

std::string PageCursors::write(const List& list, const std::string& last_id) const {
  return codec::base64url(last_id) + '.' + mac(list, last_id);
}

std::optional<std::string> PageCursors::read(const List& list, const std::string& cursor) const {
  const auto dot = cursor.find('.');
  if (dot == std::string::npos) return std::nullopt;
  auto id = codec::from_base64url(std::string_view(cursor).substr(0, dot));
  if (!id || !codec::is_utf8(*id)) return std::nullopt;
  if (!constant_time_equal(mac(list, *id), std::string_view(cursor).substr(dot + 1))) {
    return std::nullopt;
  }
  return id;
}

std::string PageCursors::mac(List list, const std::string& last_id) const {
  list.emplace_back(last_id);
  return macs_.compute(KeyUse::authenticate_cursors, codec::write_json(std::move(list)));
}

}  // namespace chancery
