#pragma once

#include <expected>
#include <string_view>
#include <vector>

#include "adapters/templates/template.hpp"

namespace chancery::templates {

/// The reading half of Template::parse.
std::expected<std::vector<Template::Node>, TextError> read_template(std::string_view text,
                                                                    const Names& names,
                                                                    const Catalogue& texts);

}  // namespace chancery::templates
