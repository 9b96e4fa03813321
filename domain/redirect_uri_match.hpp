#pragma once

#include <string_view>

namespace chancery {

/// Whether a requested redirect URI is the registered one: byte for byte, but for the port where
/// both are http on the same loopback host (RFC 9700 §2.1, RFC 8252 §7.3; attacks B2, B4).
bool matches_registered(std::string_view requested, std::string_view registered);

}  // namespace chancery
