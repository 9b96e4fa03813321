#include "adapters/sql/parameter.hpp"

#include <stdexcept>

#include "domain/codec/utf8.hpp"

namespace chancery::sql {

Parameter::Parameter(std::string_view text) : value_(text) {
  if (text.find('\0') != std::string_view::npos || !codec::is_utf8(text)) {
    throw std::invalid_argument("sql: a text parameter is UTF-8 without NUL");
  }
}

}  // namespace chancery::sql
