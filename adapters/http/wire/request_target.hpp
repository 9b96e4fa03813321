#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/http/wire/refusal.hpp"

namespace chancery::http {

/// What a request asks for (RFC 9112 §3.2).
struct RequestTarget {
  /// As sent; `*` for the asterisk-form.
  std::string path;
  std::optional<std::string> query;
};

/// Reads origin-form, absolute-form (http and https; its authority counts for nothing else here)
/// and, for OPTIONS, `*`. Whatever a proxy in front might read as another path is refused, never
/// tidied up:
/// `;`, `\`, `//`, `%2e`, `%2f`, `%5c`, dot segments, a fragment, broken escapes (attack B96).
[[nodiscard]] std::expected<RequestTarget, Refusal> parse_target(std::string_view method,
                                                                 std::string_view target);

/// Whether `text` is `uri-host [ ":" port ]` (RFC 9110 §7.2), not empty.
[[nodiscard]] bool is_authority(std::string_view text);

}  // namespace chancery::http
