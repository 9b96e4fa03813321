#pragma once

#include <expected>
#include <string_view>
#include <vector>

#include "adapters/http/pages/template.hpp"

namespace chancery::http::pages {

/// The reading half of Template::parse.
std::expected<std::vector<Template::Node>, TextError> read_template(std::string_view text,
                                                                    const Names& names,
                                                                    const Catalogue& texts);

}  // namespace chancery::http::pages
