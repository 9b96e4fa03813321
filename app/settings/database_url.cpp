// DATABASE_URL. Complaints never repeat the value: it may hold a password.

#include <algorithm>
#include <optional>

#include "app/settings/parse.hpp"

namespace chancery::settings {
namespace {

constexpr std::string_view sqlite_scheme = "sqlite:";
constexpr std::string_view postgresql_schemes[] = {"postgresql://", "postgres://"};

std::unexpected<Complaint> refuse(const char* message, const char* hint) {
  return std::unexpected(Complaint{message, hint});
}

/// What follows the scheme of a postgresql URL.
std::optional<std::string_view> postgresql_rest(std::string_view text) {
  for (const auto scheme : postgresql_schemes) {
    if (text.starts_with(scheme)) return text.substr(scheme.size());
  }
  return std::nullopt;
}

Parsed<DatabaseUrl> parse_sqlite(std::string_view path) {
  constexpr auto hint = "write sqlite:chancery.db, or sqlite:/var/lib/chancery/chancery.db";
  if (path.empty()) return refuse("names no file", hint);
  if (path.starts_with("//")) return refuse("a path follows sqlite: directly, without //", hint);
  if (path.starts_with(":memory:")) return refuse("a database in memory is lost at once", hint);
  if (path.starts_with("file:"))
    return refuse("a path follows sqlite: directly, without file:", hint);
  if (path.find('?') != std::string_view::npos)
    return refuse("takes no parameters on SQLite", hint);
  return SqliteDatabase{path};
}

/// libpq takes a password among the parameters too, and decodes their names.
bool has_password_parameter(std::string_view query) {
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const auto pair = query.substr(0, end);
    const auto name = percent_decoded(pair.substr(0, pair.find('=')));
    if (name == "password" || name == "sslpassword") return true;
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return false;
}

}  // namespace

bool has_password(std::string_view database_url) {
  const auto rest = postgresql_rest(database_url);
  if (!rest) return false;
  // As libpq reads it: user name and password end at the first @ if no slash comes before.
  const auto end = rest->find_first_of("@/");
  const bool has_user = end != std::string_view::npos && (*rest)[end] == '@';
  if (has_user && rest->substr(0, end).find(':') != std::string_view::npos) return true;
  const auto query = rest->find('?');
  return query != std::string_view::npos && has_password_parameter(rest->substr(query + 1));
}

Parsed<DatabaseUrl> parse_database_url(std::string_view text) {
  if (text.starts_with(sqlite_scheme)) return parse_sqlite(text.substr(sqlite_scheme.size()));
  const auto rest = postgresql_rest(text);
  if (!rest) {
    return refuse("is no database URL",
                  "write sqlite:chancery.db, or postgresql://user@host:5432/name");
  }
  const auto printable = [](char c) { return c > 0x20 && c < 0x7f; };
  if (rest->empty() || !std::ranges::all_of(*rest, printable)) {
    return refuse("is no postgresql URL", "percent-encode spaces and characters beyond ASCII");
  }
  return PostgresqlDatabase{Secret(std::string(text))};
}

}  // namespace chancery::settings
