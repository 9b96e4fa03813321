#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "domain/time.hpp"

namespace chancery::sql {

/// One row of an answer, read column by column in the order of the SELECT. Reading a column as what
/// it is not (the schema is not ours, or NULL where none may be) throws Unavailable.
class Row {
 public:
  using Value = std::variant<std::monostate, std::int64_t, std::string>;

  explicit Row(std::vector<Value> values) : values_(std::move(values)) {}

  std::int64_t integer();
  bool flag() { return integer() != 0; }
  Instant instant() { return Instant(Lifetime(integer())); }
  std::string text();

  std::optional<std::int64_t> optional_integer();
  std::optional<Instant> optional_instant();
  std::optional<std::string> optional_text();

 private:
  Value take();

  std::vector<Value> values_;
  std::size_t next_ = 0;
};

using Rows = std::vector<Row>;

}  // namespace chancery::sql
