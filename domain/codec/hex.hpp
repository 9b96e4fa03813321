#pragma once

#include <string>
#include <string_view>

namespace chancery::codec {

/// RFC 4648 §8 in lower case.
std::string hex(std::string_view bytes);

}  // namespace chancery::codec
