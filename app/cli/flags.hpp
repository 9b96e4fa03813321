#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/complaint.hpp"

namespace chancery::cli {

/// A flag that a command knows.
struct Flag {
  /// Without dashes.
  std::string name;
  /// What stands for the value in `--help`; empty: a switch, which takes none.
  std::string placeholder{};
  std::string help{};
  /// May be given several times.
  bool repeats = false;
};

/// The words behind a command, told apart.
class Flags {
 public:
  /// `--name value`, `--name=value`, `--switch`; everything behind `--` is an operand. Refuses
  /// unknown flags (naming the nearest known one), values that are missing or not wanted, and
  /// repetitions. Complaints never repeat a value.
  static std::expected<Flags, Complaint> parse(const std::vector<std::string>& words,
                                               const std::vector<Flag>& known);

  [[nodiscard]] bool has(std::string_view name) const;
  /// The value, nothing if the flag was not given.
  [[nodiscard]] std::optional<std::string> value(std::string_view name) const;
  /// All values in their order.
  [[nodiscard]] std::vector<std::string> values(std::string_view name) const;
  /// Every flag that was given and its value, in their order.
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& given() const {
    return given_;
  }
  [[nodiscard]] const std::vector<std::string>& operands() const { return operands_; }

 private:
  std::vector<std::pair<std::string, std::string>> given_;
  std::vector<std::string> operands_;
};

}  // namespace chancery::cli
