#include "domain/import/user_row.hpp"

#include <algorithm>
#include <array>

#include "domain/user.hpp"
#include "domain/user_claims.hpp"

namespace chancery {

bool is_user_id(std::string_view text) {
  constexpr std::size_t longest = 255;
  constexpr std::string_view forbidden = "\"\\/@";
  // They would be other places of the API.
  constexpr std::array<std::string_view, 4> taken{".", "..", "me", "invites"};
  if (std::ranges::find(taken, text) != taken.end()) return false;
  return !text.empty() && text.size() <= longest && std::ranges::all_of(text, [&](char c) {
    return c > ' ' && c < '\x7f' && !forbidden.contains(c);
  });
}

std::optional<std::string> fault_of(const UserRow& row) {
  if (row.email.empty()) return "email: there is none";
  if (!canonical_email(row.email)) return "email: this is no e-mail address";
  if (row.id && !is_user_id(row.id->value())) {
    return "id: an id is 1 to 255 printable ASCII characters without space, quote, backslash, / "
           "and @, and none of . .. me invites";
  }
  if (row.username && !canonical_username(*row.username)) {
    return "username: a username is 1 to 64 of A-Z a-z 0-9 . _ -, beginning and ending with a "
           "letter or digit";
  }
  if (!std::ranges::all_of(row.roles, [](const auto& role) { return is_role(role); })) {
    return "roles: a role is 1 to 64 printable ASCII characters without spaces";
  }
  for (const auto& [name, value] : row.claims) {
    if (const auto fault = fault_of_claim(name, value)) return "claims: " + fault->message;
  }
  return std::nullopt;
}

}  // namespace chancery
