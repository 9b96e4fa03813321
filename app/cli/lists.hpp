#pragma once

#include <string>
#include <vector>

namespace chancery::cli {

/// The values of a repeated flag: given once and empty, it asks for an empty list.
inline std::vector<std::string> listed(std::vector<std::string> values) {
  if (values.size() == 1 && values.front().empty()) values.clear();
  return values;
}

}  // namespace chancery::cli
