#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chancery {

/// The parameters of a request as received: decoded, in their order, of query and body together.
/// They hold no secret.
using Parameters = std::vector<std::pair<std::string, std::string>>;

/// The one value of a parameter. Nothing if it is absent, empty (RFC 6749 §3.1: the same as absent)
/// or given more than once.
std::optional<std::string_view> single_value(const Parameters& parameters, std::string_view name);

/// How often a parameter is given, empty or not.
std::size_t occurrences(const Parameters& parameters, std::string_view name);

/// The words of a list that spaces separate (RFC 6749 §3.3 and OpenID Connect Core §3.1.2.1), in
/// their order.
std::vector<std::string> words(std::string_view text);

}  // namespace chancery
