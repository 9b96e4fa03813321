#include "adapters/http/wire/chunked_decoder.hpp"

#include <algorithm>

#include "adapters/http/ascii.hpp"
#include "adapters/http/wire/limits.hpp"

namespace chancery::http {
namespace {

constexpr Refusal malformed{400, "the chunked body is malformed"};

}  // namespace

std::expected<std::size_t, Refusal> ChunkedDecoder::feed(std::string_view bytes,
                                                         std::string& body) {
  std::size_t used = 0;
  while (used < bytes.size() && !done()) {
    if (state_ == State::data) {
      const auto piece = bytes.substr(used, left_);
      body += piece;
      used += piece.size();
      left_ -= piece.size();
      if (left_ == 0) state_ = State::data_cr;
    } else if (const auto taken = take(bytes[used++], body); !taken) {
      return std::unexpected(taken.error());
    }
  }
  return used;
}

ChunkedDecoder::Verdict ChunkedDecoder::take(char c, const std::string& body) {
  switch (state_) {
    case State::size: return take_size(c);
    case State::extension: return take_extra(c, State::size_lf);
    case State::size_lf:
      if (c != '\n') return std::unexpected(malformed);
      return end_size_line(body);
    case State::data_cr: return expect(c, '\r', State::data_lf);
    case State::data_lf: return expect(c, '\n', State::size);
    case State::trailer_start:
      if (c == '\r') return expect(c, '\r', State::last_lf);
      if (c == ' ' || c == '\t') return std::unexpected(malformed);
      state_ = State::trailer;
      return take_extra(c, State::trailer_lf);
    case State::trailer: return take_extra(c, State::trailer_lf);
    case State::trailer_lf: return expect(c, '\n', State::trailer_start);
    case State::last_lf: return expect(c, '\n', State::done);
    case State::data:
    case State::done: break;
  }
  return {};
}

ChunkedDecoder::Verdict ChunkedDecoder::take_size(char c) {
  if (const auto digit = hex_digit(c)) {
    if (++digits_ > 8) return std::unexpected(malformed);
    left_ = left_ * 16 + *digit;
    return {};
  }
  if (digits_ == 0) return std::unexpected(malformed);
  if (c != '\r' && c != ';') return std::unexpected(malformed);
  state_ = State::extension;
  return take_extra(c, State::size_lf);
}

ChunkedDecoder::Verdict ChunkedDecoder::take_extra(char c, State end) {
  if (c == '\r') {
    state_ = end;
    return {};
  }
  if (is_control(c) && c != '\t') return std::unexpected(malformed);
  if (++extras_ > limits::chunk_extras) {
    return std::unexpected(Refusal{400, "too many chunk extensions or trailers"});
  }
  return {};
}

ChunkedDecoder::Verdict ChunkedDecoder::end_size_line(const std::string& body) {
  if (left_ > limits::body - body.size()) {
    return std::unexpected(Refusal{413, "the body is too large"});
  }
  digits_ = 0;
  state_ = left_ == 0 ? State::trailer_start : State::data;
  return {};
}

ChunkedDecoder::Verdict ChunkedDecoder::expect(char c, char wanted, State next) {
  if (c != wanted) return std::unexpected(malformed);
  state_ = next;
  return {};
}

}  // namespace chancery::http
