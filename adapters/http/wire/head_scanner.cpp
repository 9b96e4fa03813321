#include "adapters/http/wire/head_scanner.hpp"

#include "adapters/http/ascii.hpp"
#include "adapters/http/wire/limits.hpp"

namespace chancery::http {
namespace {

std::unexpected<Refusal> refuse(int status, std::string_view detail) {
  return std::unexpected(Refusal{status, detail});
}

}  // namespace

std::expected<std::size_t, Refusal> HeadScanner::scan(std::string_view bytes) {
  std::size_t used = 0;
  while (used < bytes.size() && !done_) {
    const auto taken = take(bytes[used++]);
    if (!taken) return std::unexpected(taken.error());
  }
  return used;
}

std::expected<void, Refusal> HeadScanner::take(char c) {
  if (++size_ > limits::head) return refuse(431, "the head is too large");
  if (after_cr_) {
    if (c != '\n') return refuse(400, "CR without LF");
    after_cr_ = false;
    return end_line();
  }
  if (c == '\r') {
    after_cr_ = true;
    return {};
  }
  if (c == '\n') return refuse(400, "LF without CR");
  if (is_control(c) && c != '\t') return refuse(400, "a control character in the head");
  if (column_ == 0 && (c == ' ' || c == '\t')) return refuse(400, "a line begins with white space");
  if (++column_ > limits::request_line && in_request_line()) {
    return refuse(414, "the request line is too long");
  }
  return {};
}

std::expected<void, Refusal> HeadScanner::end_line() {
  if (column_ == 0) {
    if (in_request_line() && size_ > 2) return refuse(400, "no request line");
    done_ = !in_request_line();
    return {};
  }
  column_ = 0;
  if (++lines_ > limits::fields + 1) return refuse(431, "too many header fields");
  return {};
}

}  // namespace chancery::http
