#include "domain/import/row_readers.hpp"

#include <algorithm>

#include "domain/codec/base64url.hpp"
#include "domain/import/row_readers_detail.hpp"
#include "domain/user.hpp"

namespace chancery {
namespace {

using codec::Json;

std::optional<UserRow> row_of(ImportFormat format, const Json& json, MemberReader& members,
                              const std::optional<FirebaseHashConfig>& firebase) {
  using namespace import_detail;
  switch (format) {
    case ImportFormat::chancery: return read_chancery(members, *json.as_object());
    case ImportFormat::keycloak: return read_keycloak(members);
    case ImportFormat::auth0: return read_auth0(members);
    case ImportFormat::firebase: return read_firebase(members, firebase);
    case ImportFormat::django: return read_django(members);
  }
  std::unreachable();
}

}  // namespace

ReadRow read_user_row(ImportFormat format, std::string_view record,
                      const std::optional<FirebaseHashConfig>& firebase) {
  const auto json = codec::read_json(record);
  if (!json || json->as_object() == nullptr) return std::unexpected("this is no JSON object");
  MemberReader members(*json);
  auto row = row_of(format, *json, members, firebase);
  if (const auto& fault = members.fault()) return std::unexpected(*fault);
  if (!row) return std::nullopt;
  if (format != ImportFormat::chancery) {
    row->roles.erase(std::string(admin_role));
    // Elsewhere the e-mail address is often the name too.
    if (row->username && canonical_email(*row->username) == canonical_email(row->email)) {
      row->username = std::nullopt;
    }
  }
  if (auto fault = fault_of(*row)) return std::unexpected(*std::move(fault));
  return row;
}

namespace import_detail {

std::optional<std::string> from_any_base64(std::string_view text) {
  std::string plain(text.substr(0, text.find('=')));
  if (text.size() - plain.size() > 2) return std::nullopt;
  std::ranges::replace(plain, '+', '-');
  std::ranges::replace(plain, '/', '_');
  return codec::from_base64url(plain);
}

std::string unpadded_base64(std::string_view bytes) {
  auto text = codec::base64(bytes);
  text.resize(std::min(text.find('='), text.size()));
  return text;
}

void set_claim(UserRow& row, const char* name, std::optional<std::string> value) {
  if (value && !value->empty()) row.claims.emplace(name, *std::move(value));
}

std::optional<Instant> instant_of(std::optional<std::int64_t> seconds) {
  if (!seconds) return std::nullopt;
  return Instant(std::chrono::seconds(*seconds));
}

}  // namespace import_detail
}  // namespace chancery
