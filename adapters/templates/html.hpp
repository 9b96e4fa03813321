#pragma once

#include <string>
#include <string_view>

namespace chancery::templates {

/// Text as HTML shows it, inside elements and inside quoted attributes: the one function through
/// which everything goes that a page did not write itself (attack B13).
std::string escaped(std::string_view text);

}  // namespace chancery::templates
