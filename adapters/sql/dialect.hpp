#pragma once

#include <string>
#include <string_view>

#include "adapters/sql/database.hpp"

/// The few things that SQLite and PostgreSQL have no common words for.
namespace chancery::sql {

/// The text of a migration as the engine reads it.
std::string adapted(std::string_view migration, Engine engine);

/// Selects 1 if there is a table of that name, 0 if not.
const Statement& count_tables(Engine engine);

/// What a transaction that migrates begins with, so that one of several nodes does it.
std::string_view migration_prologue(Engine engine);

}  // namespace chancery::sql
