#include "adapters/http/media_type.hpp"

#include "adapters/http/ascii.hpp"

namespace chancery::http {
namespace {

bool is_utf8_charset(std::string_view parameter) {
  const auto equals = parameter.find('=');
  if (equals == std::string_view::npos) return false;
  auto charset = parameter.substr(equals + 1);
  if (charset.size() > 1 && charset.front() == '"' && charset.back() == '"') {
    charset = charset.substr(1, charset.size() - 2);
  }
  return same_ignoring_case(parameter.substr(0, equals), "charset") &&
         same_ignoring_case(charset, "utf-8");
}

}  // namespace

bool is_media_type(std::string_view value, std::string_view type) {
  const auto semicolon = value.find(';');
  if (!same_ignoring_case(trim(value.substr(0, semicolon)), type)) return false;
  return semicolon == std::string_view::npos || is_utf8_charset(trim(value.substr(semicolon + 1)));
}

}  // namespace chancery::http
