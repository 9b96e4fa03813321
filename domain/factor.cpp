#include "domain/factor.hpp"

#include "domain/codec/utf8.hpp"

namespace chancery {

bool is_factor_name(std::string_view text) {
  return !text.empty() && text.size() <= max_factor_name && codec::is_utf8(text) &&
         !codec::has_control(text) && text.find_first_not_of(' ') != std::string_view::npos;
}

}  // namespace chancery
