#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/scopes.hpp"

namespace chancery::codec {
class Json;
}

/// Lists, sets and maps of text as the JSON that is kept in a column. Writing throws
/// std::invalid_argument for text that is not UTF-8 or holds NUL; reading throws Unavailable for a
/// column that holds anything else than what was written.
namespace chancery::sql {

std::string json_text(const std::vector<std::string>& list);
std::string json_text(const std::set<std::string>& set);
std::string json_text(const Scopes& scopes);
std::string json_text(const std::map<std::string, std::string>& map);

std::vector<std::string> list_from_json(std::string_view text);
std::set<std::string> set_from_json(std::string_view text);
Scopes scopes_from_json(std::string_view text);
std::map<std::string, std::string> map_from_json(std::string_view text);

// For columns that hold more: a text as a value, and an object.
codec::Json json_string(const std::string& text);
codec::Json object_from_json(std::string_view text);

}  // namespace chancery::sql
