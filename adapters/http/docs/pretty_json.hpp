#pragma once

#include <string>

#include "domain/codec/json.hpp"

namespace chancery::http::docs {

/// JSON for a person: one member a line, indented by two spaces, and all lines but the first by
/// `indent` besides.
std::string pretty_json(const codec::Json& value, const std::string& indent = "");

}  // namespace chancery::http::docs
