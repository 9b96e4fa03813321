#pragma once

#include <cstddef>

namespace chancery::http::limits {

// What a request may be, in bytes. Beyond them: 414, 431 and 413.

constexpr std::size_t target = 8 * 1024;
/// The request line: the target, a method and the version.
constexpr std::size_t request_line = target + 64;
constexpr std::size_t head = 16 * 1024;
constexpr std::size_t fields = 100;
constexpr std::size_t body = 64 * 1024;
/// Chunk extensions and trailers of one body together; they are read and thrown away.
constexpr std::size_t chunk_extras = 4 * 1024;

}  // namespace chancery::http::limits
