#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "domain/strong.hpp"
#include "domain/time.hpp"

namespace chancery::sql {

/// One argument of a statement: NULL, an integer (instants as seconds since the epoch, truth values
/// as 0 and 1) or text. Refers to the caller's text, so it is only ever written inside the braces
/// of the call it belongs to.
class Parameter {
 public:
  using Value = std::variant<std::monostate, std::int64_t, std::string_view>;

  // Arguments are written as they are.
  // NOLINTBEGIN(google-explicit-constructor)
  Parameter(std::nullopt_t) {}
  Parameter(std::same_as<std::int64_t> auto integer) : value_(integer) {}
  Parameter(std::same_as<bool> auto flag) : value_(std::int64_t{flag}) {}
  Parameter(Instant instant) : value_(std::int64_t{instant.time_since_epoch().count()}) {}
  /// Throws std::invalid_argument for text that is not UTF-8 or holds NUL, at which PostgreSQL
  /// would cut it off without a word.
  Parameter(std::string_view text);
  Parameter(const std::string& text) : Parameter(std::string_view(text)) {}
  Parameter(const char* text) : Parameter(std::string_view(text)) {}
  template <class Tag>
  Parameter(const Strong<Tag>& text) : Parameter(text.value()) {}
  template <class T>
  Parameter(const std::optional<T>& maybe)
      : Parameter(maybe ? Parameter(*maybe) : Parameter(std::nullopt)) {}
  // NOLINTEND(google-explicit-constructor)

  [[nodiscard]] const Value& value() const { return value_; }

 private:
  Value value_;
};

using Parameters = std::initializer_list<Parameter>;

}  // namespace chancery::sql
