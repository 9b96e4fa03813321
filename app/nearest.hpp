#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chancery {

/// The known word that a mistyped one most likely meant: the fewest insertions, deletions and
/// replacements away; a word that `word` begins counts as near. The first of several equals;
/// nothing when none is known.
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& known);

}  // namespace chancery
