#include "adapters/http/wire/body_framing.hpp"

#include <algorithm>

#include "adapters/http/ascii.hpp"
#include "adapters/http/wire/limits.hpp"
#include "adapters/http/wire/request_target.hpp"
#include "domain/codec/decimal.hpp"

namespace chancery::http {
namespace {

using Verdict = std::expected<void, Refusal>;

std::unexpected<Refusal> refuse(int status, std::string_view detail) {
  return std::unexpected(Refusal{status, detail});
}

/// Whether a list-valued field holds a token, over all its lines.
bool has_token(const Headers& headers, std::string_view name, std::string_view token) {
  for (const auto& [field, value] : headers.fields()) {
    if (!same_ignoring_case(field, name)) continue;
    std::string_view rest = value;
    while (true) {
      const auto comma = rest.find(',');
      if (same_ignoring_case(trim(rest.substr(0, comma)), token)) return true;
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  }
  return false;
}

Verdict check_host(const RequestHead& head) {
  const auto count = head.headers.count("Host");
  if (count == 0 && head.minor_version == 0) return {};
  if (count != 1) return refuse(400, "not exactly one Host");
  if (!is_authority(*head.headers.get("Host"))) return refuse(400, "the Host is malformed");
  return {};
}

Verdict check_content_encoding(const Headers& headers) {
  if (headers.count("Content-Encoding") == 0) return {};
  const auto coding = headers.get("Content-Encoding");
  if (!coding || !same_ignoring_case(*coding, "identity")) {
    return refuse(415, "the body is compressed");
  }
  return {};
}

Verdict read_expectation(const RequestHead& head, BodyFraming& framing) {
  if (head.minor_version == 0 || head.headers.count("Expect") == 0) return {};
  const auto expectation = head.headers.get("Expect");
  if (!expectation || !same_ignoring_case(*expectation, "100-continue")) {
    return refuse(417, "the expectation is unknown");
  }
  framing.expects_continue = true;
  return {};
}

Verdict read_transfer_encoding(const RequestHead& head, BodyFraming& framing) {
  if (head.minor_version == 0) return refuse(400, "Transfer-Encoding in HTTP/1.0");
  if (head.headers.count("Content-Length") > 0) {
    return refuse(400, "both Transfer-Encoding and Content-Length");
  }
  const auto coding = head.headers.get("Transfer-Encoding");
  if (!coding || !same_ignoring_case(*coding, "chunked")) {
    return refuse(400, "the Transfer-Encoding is not chunked");
  }
  framing.chunked = true;
  return {};
}

Verdict read_content_length(const Headers& headers, BodyFraming& framing) {
  const auto text = headers.get("Content-Length");
  if (!text) return refuse(400, "more than one Content-Length");
  if (text->empty() || !std::ranges::all_of(*text, is_digit)) {
    return refuse(400, "the Content-Length is no number");
  }
  const auto length = codec::from_decimal<std::size_t>(*text);
  if (!length || *length > limits::body) return refuse(413, "the body is too large");
  framing.length = *length;
  return {};
}

Verdict read_length(const RequestHead& head, BodyFraming& framing) {
  if (head.headers.count("Transfer-Encoding") > 0) return read_transfer_encoding(head, framing);
  if (head.headers.count("Content-Length") > 0) return read_content_length(head.headers, framing);
  if (head.method == "POST" || head.method == "PUT" || head.method == "PATCH") {
    return refuse(411, "the body's length is missing");
  }
  return {};
}

bool keeps_alive(const RequestHead& head) {
  if (has_token(head.headers, "Connection", "close")) return false;
  return head.minor_version > 0 || has_token(head.headers, "Connection", "keep-alive");
}

}  // namespace

std::expected<BodyFraming, Refusal> body_framing(const RequestHead& head) {
  BodyFraming framing{.keep_alive = keeps_alive(head)};
  if (const auto ok = check_host(head); !ok) return std::unexpected(ok.error());
  if (const auto ok = read_length(head, framing); !ok) return std::unexpected(ok.error());
  if (const auto ok = check_content_encoding(head.headers); !ok) return std::unexpected(ok.error());
  if (const auto ok = read_expectation(head, framing); !ok) return std::unexpected(ok.error());
  return framing;
}

}  // namespace chancery::http
