#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "domain/codec/json.hpp"

namespace chancery {

/// The members of one JSON object, each of the type it is to have. `null` is as good as none. The
/// first that is of another type is remembered as the fault; names are told, values never.
class MemberReader {
 public:
  explicit MemberReader(const codec::Json& object) : object_(object) {}

  std::optional<std::string> text(std::string_view name);
  std::optional<std::int64_t> integer(std::string_view name);
  bool flag(std::string_view name);
  /// An array of texts.
  std::set<std::string> texts(std::string_view name);
  /// An object; null if there is none.
  const codec::Json* object(std::string_view name);
  /// An array; null if there is none.
  const codec::Json::Array* array(std::string_view name);
  /// RFC 3339, or whole seconds since the epoch.
  std::optional<std::int64_t> instant(std::string_view name);

  /// The object itself.
  [[nodiscard]] const codec::Json& whole() const { return object_; }

  void blame(std::string_view name, std::string_view what);
  [[nodiscard]] const std::optional<std::string>& fault() const { return fault_; }

 private:
  const codec::Json* find(std::string_view name) const;

  const codec::Json& object_;
  std::optional<std::string> fault_{};
};

}  // namespace chancery
