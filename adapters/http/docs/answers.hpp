#pragma once

#include <string>

#include "adapters/http/docs/api_description.hpp"

namespace chancery::http::docs {

/// A table of what an operation answers: status, meaning, and an example or the error codes.
std::string answer_table(const ApiDescription& api, const Operation& operation);

}  // namespace chancery::http::docs
