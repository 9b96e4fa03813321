#include "adapters/sql/database.hpp"

#include <stdexcept>
#include <string_view>

#include "adapters/sql/postgresql/database.hpp"
#include "adapters/sql/sqlite/database.hpp"

namespace chancery::sql {

std::unique_ptr<Database> Database::open(const std::string& url, const Options& options) {
  constexpr std::string_view sqlite = "sqlite:";
  if (url.starts_with(sqlite)) {
    return std::make_unique<sqlite::Database>(url.substr(sqlite.size()), options);
  }
  if (postgresql::Url::is_one(url)) return std::make_unique<postgresql::Database>(url, options);
  throw std::invalid_argument("a database URL begins with sqlite: or postgresql://");
}

}  // namespace chancery::sql
