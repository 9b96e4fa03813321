#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace chancery::codec {

/// A JSON value (RFC 8259). Integers are exact; objects keep the order of their members.
class Json {
 public:
  using Array = std::vector<Json>;
  using Member = std::pair<std::string, Json>;
  using Object = std::vector<Member>;

  Json() = default;  ///< null
  // A value is its JSON wherever one is wanted.
  // NOLINTBEGIN(google-explicit-constructor)
  Json(bool value) : value_(value) {}
  Json(std::int64_t value) : value_(value) {}
  Json(int value) : value_(std::int64_t{value}) {}
  Json(double value) : value_(value) {}
  Json(std::string value) : value_(std::move(value)) {}
  Json(std::string_view value) : value_(std::string(value)) {}
  Json(const char* value) : value_(std::string(value)) {}
  Json(Array value) : value_(std::move(value)) {}
  Json(Object value) : value_(std::move(value)) {}
  // NOLINTEND(google-explicit-constructor)
  static Json object(std::initializer_list<Member> members) { return Json(Object(members)); }

  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  /// Type-checked access: null when the value is of another type. A number written with fraction or
  /// exponent, or outside [-2^63, 2^63), is no integer.
  [[nodiscard]] const bool* as_bool() const { return std::get_if<bool>(&value_); }
  [[nodiscard]] const std::int64_t* as_integer() const {
    return std::get_if<std::int64_t>(&value_);
  }
  [[nodiscard]] const double* as_number() const { return std::get_if<double>(&value_); }
  [[nodiscard]] const std::string* as_string() const { return std::get_if<std::string>(&value_); }
  [[nodiscard]] const Array* as_array() const { return std::get_if<Array>(&value_); }
  [[nodiscard]] const Object* as_object() const { return std::get_if<Object>(&value_); }

  /// The member of that name; null when there is none or this is no object.
  [[nodiscard]] const Json* find(std::string_view name) const;

  /// Appends a member; this must be an object.
  void set(std::string name, Json value);

  bool operator==(const Json&) const = default;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value_;
};

/// Compact text, members in their order. `<`, `>`, `&`, U+2028 and U+2029 are escaped, so that the
/// text is safe inside HTML and scripts too. Strings must be UTF-8, numbers finite. Read again, it
/// is the same value.
std::string write_json(const Json& value);

/// Appends `text` as a JSON string with its quotes, escaped as write_json does. For writers of flat
/// objects that cannot afford a Json value, such as the log.
void append_json_string(std::string& out, std::string_view text);

struct JsonLimits {
  std::size_t bytes = 65536;
  std::size_t depth = 16;
  std::size_t values = 4096;
};

/// Strict RFC 8259: one value and white space; valid UTF-8; no duplicate member names (RFC 8725
/// §2.4, attack B54); no NUL and no unpaired surrogate, escaped or not; within the limits (attack
/// B99). Nothing for any other text.
std::optional<Json> read_json(std::string_view text, const JsonLimits& limits = {});

}  // namespace chancery::codec
