#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/import/user_row.hpp"
#include "domain/user.hpp"

namespace chancery::inbound {

enum class ImportVerdict : std::uint8_t {
  imported,
  present,  ///< an account has the id or the e-mail address: it stayed as it was
  refused,
};

struct ImportedRow {
  ImportVerdict verdict;
  /// The id that the account has got, if it was imported.
  std::optional<UserId> id{};
  /// Why it was refused, for a person; never with a value.
  std::string reason{};
};

struct ExportedUser {
  User user;
  std::optional<PasswordHash> password;
};

/// Brings accounts over from another system, and takes them along to one.
class TransferUsers {
 public:
  virtual ~TransferUsers() = default;

  /// One verdict for each row, in their order. What is imported is imported in one step: all of a
  /// call or nothing. Rows that were imported before are `present` when they come again. A row is
  /// refused whose fields no account may have, whose username another has, or whose password hash
  /// could never be verified.
  ///
  /// May throw Unavailable.
  [[nodiscard]] virtual std::vector<ImportedRow> import(std::span<const UserRow> rows) = 0;

  /// What `import` would say of these rows on top of those this was asked of before. Changes
  /// nothing; ids are not told. Not thread-safe: it remembers.
  [[nodiscard]] virtual std::vector<ImportedRow> rehearse(std::span<const UserRow> rows) = 0;

  /// At most `limit` accounts in ascending order of id, those after `after`.
  [[nodiscard]] virtual std::vector<ExportedUser> page(const std::optional<UserId>& after,
                                                       std::size_t limit) = 0;
};

}  // namespace chancery::inbound
