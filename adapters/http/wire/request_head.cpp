#include "adapters/http/wire/request_head.hpp"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/optional.hpp>
#include <cstdint>
#include <utility>

#include "adapters/http/ascii.hpp"
#include "adapters/http/wire/limits.hpp"

namespace chancery::http {
namespace {

namespace beast = boost::beast;
using beast::error_code;
using Text = beast::string_view;

std::string text(Text view) { return {view.data(), view.size()}; }

/// Hands the parts of the head over as Beast finds them. Bodies never reach it.
class Parser final : public beast::http::basic_parser<true> {
 public:
  RequestHead head;

 private:
  void on_request_impl(beast::http::verb, Text method, Text target, int version,
                       error_code&) override {
    head.method = text(method);
    head.target = text(target);
    head.minor_version = version % 10;
  }
  void on_field_impl(beast::http::field, Text name, Text value, error_code&) override {
    head.headers.add(text(name), text(value));
  }
  void on_response_impl(int, Text, int, error_code&) override {}
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(Text, error_code&) override { return 0; }
  void on_chunk_header_impl(std::uint64_t, Text, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, Text, error_code&) override { return 0; }
  void on_finish_impl(error_code&) override {}
};

/// Whether the request line is three words of which the last is a version, if of another HTTP (RFC
/// 9112 §2.3).
bool names_a_version(std::string_view head) {
  const auto line = head.substr(0, head.find('\r'));
  if (std::ranges::count(line, ' ') != 2) return false;
  const auto version = line.substr(std::min(line.rfind(' '), line.size()));
  return version.size() == 9 && version.starts_with(" HTTP/") && is_digit(version[6]) &&
         version[7] == '.' && is_digit(version[8]);
}

/// Whether Beast stopped at a lone Content-Length of digits too many for it: the line behind the
/// fields it had handed over.
bool is_vast_length(std::string_view head, const Headers& read) {
  if (read.count("Content-Length") > 0 || read.count("Transfer-Encoding") > 0) return false;
  for (std::size_t lines = 0; lines <= read.fields().size(); ++lines) {
    head.remove_prefix(std::min(head.find('\n') + 1, head.size()));
  }
  const auto line = head.substr(0, head.find('\r'));
  const auto value = trim(line.substr(line.find(':') + 1));
  return !value.empty() && std::ranges::all_of(value, is_digit);
}

Refusal refusal(const error_code& code, std::string_view head, const Headers& read) {
  using beast::http::error;
  if (code == error::bad_version && names_a_version(head)) {
    return {505, "not HTTP/1.0 or HTTP/1.1"};
  }
  if (code == error::bad_content_length && is_vast_length(head, read)) {
    return {413, "the body is too large"};
  }
  if (code == error::header_limit) return {431, "the head is too large"};
  return {400, "the head is malformed"};
}

}  // namespace

std::expected<RequestHead, Refusal> parse_head(std::string_view head) {
  Parser parser;
  parser.header_limit(limits::head + 1);
  parser.body_limit(boost::none);
  error_code error;
  const auto used = parser.put(boost::asio::buffer(head.data(), head.size()), error);
  if (error) return std::unexpected(refusal(error, head, parser.head.headers));
  if (used != head.size() || !parser.is_header_done()) {
    return std::unexpected(Refusal{400, "the head is malformed"});
  }
  return std::move(parser.head);
}

}  // namespace chancery::http
