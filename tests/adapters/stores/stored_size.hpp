#pragma once

#include <cstdint>

#include "adapters/sql/database.hpp"

namespace chancery {

/// The pages of the table of logins and of its indexes, in bytes. What PostgreSQL's vacuum or
/// SQLite's freelist could give back is not deducted.
inline std::int64_t bytes_of_logins(sql::Database& database) {
  static constexpr sql::Statement of_sqlite(
      "SELECT sum(pgsize) FROM dbstat"
      " WHERE name IN (SELECT name FROM sqlite_master WHERE tbl_name = 'refresh_families')");
  static constexpr sql::Statement of_postgresql(
      "SELECT pg_total_relation_size('refresh_families')");
  const bool is_sqlite = database.engine() == sql::Engine::sqlite;
  return database.query(is_sqlite ? of_sqlite : of_postgresql, {}).at(0).integer();
}

/// How many logins are stored, live or not.
inline std::int64_t count_logins(sql::Database& database) {
  static constexpr sql::Statement count("SELECT count(*) FROM refresh_families");
  return database.query(count, {}).at(0).integer();
}

}  // namespace chancery
