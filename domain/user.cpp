#include "domain/user.hpp"

#include <algorithm>

namespace chancery {
namespace {

constexpr std::size_t max_email_length = 254;
constexpr std::size_t max_local_part_length = 64;
constexpr std::size_t max_host_label_length = 63;
constexpr std::size_t max_username_length = 64;
constexpr std::size_t max_role_length = 64;

constexpr bool is_alnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

constexpr bool is_atext(char c) {
  return is_alnum(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

/// Labels that pass `is_label`, dots between them.
template <class IsLabel>
bool is_dotted(std::string_view text, IsLabel is_label) {
  while (true) {
    const auto end = std::min(text.find('.'), text.size());
    if (!is_label(text.substr(0, end))) return false;
    if (end == text.size()) return true;
    text.remove_prefix(end + 1);
  }
}

bool is_atom(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_atext); }

/// A letter or digit at both ends, hyphens between (RFC 1123 §2.1).
bool is_host_label(std::string_view text) {
  return !text.empty() && text.size() <= max_host_label_length && is_alnum(text.front()) &&
         is_alnum(text.back()) &&
         std::ranges::all_of(text, [](char c) { return is_alnum(c) || c == '-'; });
}

bool is_host(std::string_view text) {
  return text.find('.') != std::string_view::npos && is_dotted(text, is_host_label);
}

}  // namespace

std::optional<LoginName> canonical_email(std::string_view text) {
  const auto at = text.rfind('@');
  if (text.size() > max_email_length || at == std::string_view::npos) return std::nullopt;
  if (at > max_local_part_length || !is_dotted(text.substr(0, at), is_atom)) return std::nullopt;
  if (!is_host(text.substr(at + 1))) return std::nullopt;
  return LoginName(lower(text));
}

std::optional<LoginName> canonical_username(std::string_view text) {
  if (text.empty() || text.size() > max_username_length) return std::nullopt;
  if (!is_alnum(text.front()) || !is_alnum(text.back())) return std::nullopt;
  const auto allowed = [](char c) { return is_alnum(c) || c == '.' || c == '_' || c == '-'; };
  if (!std::ranges::all_of(text, allowed)) return std::nullopt;
  return LoginName(lower(text));
}

std::optional<LoginName> canonical_login(std::string_view text) {
  return text.find('@') == std::string_view::npos ? canonical_username(text)
                                                  : canonical_email(text);
}

bool is_role(std::string_view text) {
  const auto allowed = [](char c) { return c > ' ' && c < '\x7f' && c != '"' && c != '\\'; };
  return !text.empty() && text.size() <= max_role_length && std::ranges::all_of(text, allowed);
}

bool is_admin(const User& user) { return user.roles.contains(std::string(admin_role)); }

User logged_out_everywhere(User user, Instant now) {
  ++user.epoch;
  user.updated_at = now;
  return user;
}

User disabled(User user, Instant now) {
  user.disabled = true;
  return logged_out_everywhere(std::move(user), now);
}

User enabled(User user, Instant now) {
  user.disabled = false;
  user.updated_at = now;
  return user;
}

}  // namespace chancery
