#include <algorithm>
#include <array>

#include "domain/import/row_readers_detail.hpp"

namespace chancery::import_detail {
namespace {

constexpr std::array known{"id",         "email",      "email_verified", "username",
                           "name",       "roles",      "claims",         "disabled",
                           "created_at", "updated_at", "password_hash"};

void read_claims(MemberReader& members, UserRow& row) {
  const auto* claims = members.object("claims");
  if (claims == nullptr) return;
  for (const auto& [name, value] : *claims->as_object()) {
    const auto* text = value.as_string();
    if (text == nullptr) return members.blame("claims", "this is no object of texts");
    row.claims.emplace(name, *text);
  }
}

}  // namespace

UserRow read_chancery(MemberReader& members, const codec::Json::Object& object) {
  for (const auto& [name, value] : object) {
    if (std::ranges::find(known, name) == known.end()) {
      members.blame("members", "there is one that is not known; see docs/import.md");
    }
  }
  UserRow row;
  if (auto id = members.text("id")) row.id = UserId(*std::move(id));
  row.email = members.text("email").value_or("");
  row.email_verified = members.flag("email_verified");
  row.username = members.text("username");
  row.roles = members.texts("roles");
  read_claims(members, row);
  if (row.claims.contains("name") && members.text("name")) {
    members.blame("name", "it is among the claims too");
  }
  set_claim(row, "name", members.text("name"));
  row.disabled = members.flag("disabled");
  row.created_at = instant_of(members.instant("created_at"));
  if (auto hash = members.text("password_hash")) row.password = PasswordHash(*std::move(hash));
  return row;
}

}  // namespace chancery::import_detail
