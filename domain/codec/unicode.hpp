#pragma once

#include <string>
#include <string_view>

namespace chancery::codec {

// Unicode's tables, by utf8proc. Both expect UTF-8, and give other bytes back as they are; working
// memory is overwritten, since passwords pass through it. The time is the square of a run of
// combining marks: bound the length before.

/// Normalization form C (UAX #15): texts that look alike because they are canonically equivalent
/// become one.
std::string nfc(std::string_view text);

/// The text without the difference between upper and lower case, letters of other shapes but the
/// same meaning made one (NFKC_Casefold but for what is ignorable): for comparing, never for
/// keeping.
std::string folded(std::string_view text);

}  // namespace chancery::codec
