#pragma once

#include <expected>
#include <filesystem>
#include <functional>
#include <optional>

#include "app/complaint.hpp"
#include "domain/secret.hpp"

namespace chancery {

/// What is known of a file before it is opened for good.
struct KeyFileFacts {
  bool regular = false;
  /// Permission bits, as in st_mode.
  unsigned mode = 0;
  /// Ours, or root's.
  bool owned = false;
};

enum class KeyFileStep { read, make };

/// What to do about the key file beside a SQLite database: it is made together with a new database
/// only, since a new key would open nothing of an old one. Lax permissions are refused: whoever
/// reads the file opens every key.
std::expected<KeyFileStep, Complaint> decide_key_file(bool database_exists,
                                                      const std::optional<KeyFileFacts>& key_file,
                                                      const std::filesystem::path& path);

/// `chancery.db` → `chancery.db.key`
std::filesystem::path key_file_of(const std::filesystem::path& database);

/// The text of the master key file beside `database`, without its last newline. Without file and
/// without database (or with an empty one), writes what `make` returns to a new file first,
/// readable for its owner only, and makes sure that the disk has it: call it before the database is
/// made.
///
/// Of several programs that do this at once one makes the file and all return its text.
std::expected<Secret, Complaint> master_key_beside(const std::filesystem::path& database,
                                                   const std::function<Secret()>& make);

}  // namespace chancery
