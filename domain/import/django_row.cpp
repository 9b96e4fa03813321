#include "domain/codec/rfc3339.hpp"
#include "domain/import/row_readers_detail.hpp"

namespace chancery::import_detail {
namespace {

/// `auth.user`, and models of a site's own: `accounts.user`, `people.customuser`.
bool is_user_model(std::string_view model) { return model.ends_with("user"); }

std::optional<UserId> id_of(MemberReader& members, const codec::Json& object) {
  const auto* key = object.find("pk");
  if (key == nullptr || key->is_null()) return std::nullopt;
  if (const auto* text = key->as_string()) return UserId(*text);
  if (const auto* number = key->as_integer()) return UserId(std::to_string(*number));
  members.blame("pk", "this is neither a text nor a whole number");
  return std::nullopt;
}

/// Two algorithms are written behind a word and `$`. `!` and what follows is no password at all.
std::optional<PasswordHash> hash_of(std::string password) {
  if (password.empty() || password.starts_with('!')) return std::nullopt;
  if (password.starts_with("argon2$argon2")) password.erase(0, 6);
  if (password.starts_with("bcrypt$$2")) password.erase(0, 7);
  return PasswordHash(std::move(password));
}

/// A site without time zones writes none; it is taken for UTC.
std::optional<Instant> joined_at(MemberReader& user) {
  const auto text = user.text("date_joined");
  if (!text) return std::nullopt;
  const auto at = codec::from_rfc3339(*text);
  if (at) return at;
  const auto utc = codec::from_rfc3339(*text + 'Z');
  if (!utc) user.blame("date_joined", "this is no time of RFC 3339");
  return utc;
}

}  // namespace

std::optional<UserRow> read_django(MemberReader& members) {
  const auto model = members.text("model");
  if (!model) members.blame("model", "there is none: this is no row of dumpdata");
  if (!model || !is_user_model(*model)) return std::nullopt;
  const auto* fields = members.object("fields");
  if (fields == nullptr) {
    members.blame("fields", "there are none");
    return std::nullopt;
  }
  MemberReader user(*fields);
  UserRow row{.id = id_of(members, members.whole())};
  row.email = user.text("email").value_or("");
  row.username = user.text("username");
  set_claim(row, "given_name", user.text("first_name"));
  set_claim(row, "family_name", user.text("last_name"));
  row.disabled = fields->find("is_active") != nullptr && !user.flag("is_active");
  row.created_at = joined_at(user);
  row.password = hash_of(user.text("password").value_or(""));
  if (const auto& fault = user.fault()) members.blame("fields", *fault);
  return row;
}

}  // namespace chancery::import_detail
