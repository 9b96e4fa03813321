#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "adapters/http/wire/refusal.hpp"

namespace chancery::http {

/// Takes a chunked body apart (RFC 9112 §7.1). Sizes have at most eight hexadecimal digits, lines
/// end with CR LF and nothing else; extensions and trailers are bounded and thrown away, so that no
/// trailer passes for a field. The verdict does not depend on how the bytes were cut.
class ChunkedDecoder {
 public:
  /// Reads on and appends the payload to `body`, which may grow to limits::body. Returns how many
  /// of `bytes` belong to the body. After a refusal the decoder is spent.
  std::expected<std::size_t, Refusal> feed(std::string_view bytes, std::string& body);

  /// Whether the last chunk and its trailers were read.
  [[nodiscard]] bool done() const { return state_ == State::done; }

 private:
  enum class State : std::uint8_t {
    size,
    extension,
    size_lf,
    data,
    data_cr,
    data_lf,
    trailer_start,
    trailer,
    trailer_lf,
    last_lf,
    done
  };
  using Verdict = std::expected<void, Refusal>;

  Verdict take(char c, const std::string& body);
  Verdict take_size(char c);
  Verdict take_extra(char c, State end);
  Verdict end_size_line(const std::string& body);
  Verdict expect(char c, char wanted, State next);

  State state_ = State::size;
  int digits_ = 0;
  std::size_t left_ = 0;    ///< of the chunk: its size while that is read, then what is to come
  std::size_t extras_ = 0;  ///< bytes of extensions and trailers so far
};

}  // namespace chancery::http
