#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace chancery::sql {

/// How PostgreSQL locks a table while a statement runs and until its transaction ends; only the
/// modes that our migrations come to (PostgreSQL 15, "Explicit Locking").
enum class LockMode {
  access_share,            ///< a SELECT's
  row_exclusive,           ///< an INSERT's, UPDATE's or DELETE's: no request waits for it
  share_update_exclusive,  ///< no request waits for it; vacuum and other migrations do
  share,                   ///< whoever writes waits
  share_row_exclusive,     ///< whoever writes waits
  access_exclusive,        ///< whoever reads or writes waits
};

/// As PostgreSQL's documentation calls it: `ACCESS EXCLUSIVE`.
std::string_view name(LockMode mode);

/// A table that is there already, and the strongest lock that a statement takes on it.
struct TableLock {
  std::string table;
  LockMode mode;

  bool operator==(const TableLock&) const = default;
};

/// The statements of a script, each with its `;` and with the comments before it. Knows quotes and
/// `--` comments, which is what migrations are written with.
std::vector<std::string> statements_of(std::string_view script);

/// Tells what PostgreSQL will lock for the statements of migrations: a reading of our own SQL by a
/// table of its kinds, so each step's statements are shown to it in the order in which they run.
/// Foreign keys that are checked for rows add ROW SHARE locks, for which no request waits; they are
/// left out.
class LockForecast {
 public:
  /// Tables that a step makes itself are locked before anybody else: they are not told.
  void begin_step() { made_here_.clear(); }

  /// In the order in which the tables are named; nothing for a kind of statement that is not in the
  /// table.
  std::optional<std::vector<TableLock>> locks(std::string_view statement);

 private:
  std::set<std::string> made_here_;
  std::map<std::string, std::string> table_of_index_;
  std::map<std::string, std::vector<std::string>> references_of_;
};

}  // namespace chancery::sql
