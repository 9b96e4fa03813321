#include "adapters/sql/postgresql/arguments.hpp"

#include <charconv>

namespace chancery::sql::postgresql {
namespace {

constexpr int as_text = 0;
constexpr int as_bytes = 1;

}  // namespace

Arguments::Arguments(Parameters parameters) {
  values_.reserve(parameters.size());
  lengths_.reserve(parameters.size());
  formats_.reserve(parameters.size());
  digits_.reserve(parameters.size());
  for (const auto& parameter : parameters) add(parameter.value());
}

void Arguments::add(const Parameter::Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    auto& digits = digits_.emplace_back();
    *std::to_chars(digits.data(), digits.data() + digits.size() - 1, *integer).ptr = '\0';
    values_.push_back(digits.data());
    lengths_.push_back(0);
    formats_.push_back(as_text);
    return;
  }
  const auto* text = std::get_if<std::string_view>(&value);
  // A null pointer is NULL, and an empty view may hold one.
  values_.push_back(!text ? nullptr : text->empty() ? "" : text->data());
  lengths_.push_back(text ? static_cast<int>(text->size()) : 0);
  formats_.push_back(as_bytes);
}

}  // namespace chancery::sql::postgresql
