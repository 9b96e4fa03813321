#pragma once

#include <string_view>

namespace chancery::blocklist {

/// Whether a password in its normal form is one of the commonest that may be passwords at all (ASVS
/// 6.2.4), in whatever case, or one of them with at most five digits and signs behind it, as
/// `Sunshine2024!` is. The list is built in. Pure.
bool is_common(std::string_view password);

}  // namespace chancery::blocklist
