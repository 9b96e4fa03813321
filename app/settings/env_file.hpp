#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "app/complaint.hpp"

namespace chancery::settings {

/// `NAME=value`, and the line it stands in, from 1.
struct EnvLine {
  std::string name;
  std::string value;
  std::size_t line;

  bool operator==(const EnvLine&) const = default;
};

/// Reads the `.env` format: one `NAME=value` a line, an `export` before it or not; empty lines and
/// lines that begin with `#`. A value is
/// - bare: up to the end of the line or ` #`, without white space around;
/// - in single quotes: as it stands;
/// - in double quotes: with `\n \t \" \\ \$` for what they usually mean.
///
/// Nothing is interpolated: `$` stands for itself. A name that stands there twice is an error, as
/// is whatever is not of that form. Complaints name the line and never repeat it: it may hold a
/// secret.
std::expected<std::vector<EnvLine>, Complaint> parse_env_file(std::string_view text);

}  // namespace chancery::settings
