#pragma once

#include <string_view>

namespace chancery::blocklist {

/// `common_passwords.txt`: a password a line, lower case, in byte order.
std::string_view common_passwords_text();

}  // namespace chancery::blocklist
