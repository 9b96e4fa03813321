#pragma once

#include <string_view>

namespace chancery::http {

// Files of the project, compiled in. The texts live as long as the program.

/// `openapi/chancery.yaml`, as written.
std::string_view openapi_yaml();
/// `openapi/chancery.json`: the same document.
std::string_view openapi_json();
/// The style sheet of the page at /docs.
std::string_view docs_style();

}  // namespace chancery::http
