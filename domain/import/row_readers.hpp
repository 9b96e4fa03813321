#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "domain/import/firebase_hash_config.hpp"
#include "domain/import/user_row.hpp"

namespace chancery {

/// Whose accounts they are.
enum class ImportFormat : std::uint8_t { chancery, keycloak, auth0, firebase, django };

inline constexpr std::array import_formats{ImportFormat::chancery, ImportFormat::keycloak,
                                           ImportFormat::auth0, ImportFormat::firebase,
                                           ImportFormat::django};

constexpr std::string_view name(ImportFormat format) {
  switch (format) {
    case ImportFormat::chancery: return "chancery";
    case ImportFormat::keycloak: return "keycloak";
    case ImportFormat::auth0: return "auth0";
    case ImportFormat::firebase: return "firebase";
    case ImportFormat::django: return "django";
  }
  std::unreachable();
}

constexpr std::optional<ImportFormat> parse_import_format(std::string_view text) {
  for (const auto format : import_formats) {
    if (name(format) == text) return format;
  }
  return std::nullopt;
}

/// A row; nothing if the record is something else than an account, as a dump may hold it; or why it
/// is none, for a person, in words that never repeat a value.
using ReadRow = std::expected<std::optional<UserRow>, std::string>;

/// Reads one record, JSON text of at most 64 KiB. Pure. `firebase` is how that project hashes.
///
/// `chancery` is strict: a member it does not know is a fault, so that none is lost by a misspelt
/// name. The others have members that say nothing here, and those are not looked at. The role
/// `admin` never comes from another system: there it allowed something else.
ReadRow read_user_row(ImportFormat format, std::string_view record,
                      const std::optional<FirebaseHashConfig>& firebase = std::nullopt);

}  // namespace chancery
