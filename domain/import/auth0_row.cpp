#include "domain/import/row_readers_detail.hpp"

namespace chancery::import_detail {
namespace {

/// A user of a database connection is `auth0|` and the record's own id to Auth0's tokens.
std::optional<UserId> id_of(MemberReader& members) {
  if (auto id = members.text("user_id")) return UserId(*std::move(id));
  const auto* record = members.object("_id");
  const auto* oid = record == nullptr ? nullptr : record->find("$oid");
  if (oid == nullptr || oid->as_string() == nullptr) return std::nullopt;
  return UserId("auth0|" + *oid->as_string());
}

}  // namespace

UserRow read_auth0(MemberReader& members) {
  UserRow row{.id = id_of(members)};
  row.email = members.text("email").value_or("");
  row.email_verified = members.flag("email_verified");
  row.username = members.text("username");
  // Without a name Auth0 shows the e-mail address as one.
  if (auto name = members.text("name"); name != row.email) set_claim(row, "name", std::move(name));
  set_claim(row, "given_name", members.text("given_name"));
  set_claim(row, "family_name", members.text("family_name"));
  set_claim(row, "nickname", members.text("nickname"));
  set_claim(row, "picture", members.text("picture"));
  set_claim(row, "locale", members.text("locale"));
  row.disabled = members.flag("blocked");
  row.created_at = instant_of(members.instant("created_at"));
  if (auto hash = members.text("passwordHash")) row.password = PasswordHash(*std::move(hash));
  return row;
}

}  // namespace chancery::import_detail
