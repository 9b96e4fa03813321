#pragma once

#include <optional>

#include "adapters/blocklist/filter_file.hpp"
#include "ports/outbound/password_blocklist.hpp"

namespace chancery::blocklist {

/// The list that is built in, and a filter file if there is one. Thread-safe.
class PasswordBlocklist final : public outbound::PasswordBlocklist {
 public:
  PasswordBlocklist() = default;
  explicit PasswordBlocklist(FilterFile filter) : filter_(std::move(filter)) {}

  /// Throws Unavailable when the filter cannot be read.
  [[nodiscard]] bool contains(const Secret& password) override;

  /// Null without one.
  [[nodiscard]] const FilterFile* filter() const { return filter_ ? &*filter_ : nullptr; }

 private:
  std::optional<FilterFile> filter_;
};

}  // namespace chancery::blocklist
