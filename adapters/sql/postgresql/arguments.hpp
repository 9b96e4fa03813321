#pragma once

#include <array>
#include <vector>

#include "adapters/sql/parameter.hpp"

namespace chancery::sql::postgresql {

/// Parameters in the form in which libpq takes them. Text goes as it is, with its length; integers
/// go as decimal text, so that their type is the server's to find.
class Arguments {
 public:
  Arguments(Parameters parameters);

  [[nodiscard]] int count() const { return static_cast<int>(values_.size()); }
  [[nodiscard]] const char* const* values() const { return values_.data(); }
  [[nodiscard]] const int* lengths() const { return lengths_.data(); }
  [[nodiscard]] const int* formats() const { return formats_.data(); }

 private:
  using Digits = std::array<char, 24>;

  void add(const Parameter::Value& value);

  std::vector<const char*> values_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
  /// Never grows past what it reserved: `values_` points into it.
  std::vector<Digits> digits_;
};

}  // namespace chancery::sql::postgresql
