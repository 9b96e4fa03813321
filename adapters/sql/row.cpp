#include "adapters/sql/row.hpp"

#include "ports/unavailable.hpp"

namespace chancery::sql {
namespace {

template <class T>
std::optional<T> as(Row::Value value) {
  if (std::holds_alternative<std::monostate>(value)) return std::nullopt;
  if (auto* found = std::get_if<T>(&value)) return std::move(*found);
  throw Unavailable("sql: a column has another type than expected");
}

template <class T>
T required(std::optional<T> value) {
  if (!value) throw Unavailable("sql: a column that is never NULL is NULL");
  return std::move(*value);
}

}  // namespace

Row::Value Row::take() {
  if (next_ == values_.size()) throw Unavailable("sql: an answer has too few columns");
  return std::move(values_[next_++]);
}

std::int64_t Row::integer() { return required(optional_integer()); }
std::string Row::text() { return required(optional_text()); }

std::optional<std::int64_t> Row::optional_integer() { return as<std::int64_t>(take()); }
std::optional<std::string> Row::optional_text() { return as<std::string>(take()); }

std::optional<Instant> Row::optional_instant() {
  const auto seconds = optional_integer();
  return seconds ? std::optional(Instant(Lifetime(*seconds))) : std::nullopt;
}

}  // namespace chancery::sql
