#include "adapters/http/wire/request_target.hpp"

#include <algorithm>

#include "adapters/http/ascii.hpp"
#include "adapters/http/wire/limits.hpp"

namespace chancery::http {
namespace {

std::unexpected<Refusal> refuse(std::string_view detail, int status = 400) {
  return std::unexpected(Refusal{status, detail});
}

constexpr bool is_visible(char c) { return c > ' ' && c < '\x7f'; }

constexpr bool is_host_char(char c) {
  return is_alpha(c) || is_digit(c) ||
         std::string_view("-._~!$&'()*+,;=%").find(c) != std::string_view::npos;
}

constexpr bool is_address_char(char c) { return hex_digit(c) || c == ':' || c == '.'; }

constexpr bool is_path_char(char c) {
  return is_visible(c) && std::string_view("\\;\"<>^`{|}").find(c) == std::string_view::npos;
}

/// Well-formed, and none that hides a separator or a dot.
bool has_harmless_escapes(std::string_view path) {
  for (auto at = path.find('%'); at != std::string_view::npos; at = path.find('%', at + 1)) {
    if (path.size() - at < 3) return false;
    const auto byte = hex_byte(path[at + 1], path[at + 2]);
    if (!byte || is_control(*byte) || *byte == '/' || *byte == '.' || *byte == '\\') return false;
  }
  return true;
}

bool has_plain_segments(std::string_view path) {
  path.remove_prefix(1);
  while (true) {
    const auto end = path.find('/');
    const auto segment = path.substr(0, end);
    if (segment == "." || segment == "..") return false;
    if (end == std::string_view::npos) return true;
    if (segment.empty()) return false;
    path.remove_prefix(end + 1);
  }
}

bool is_safe_path(std::string_view path) {
  return path.starts_with('/') && std::ranges::all_of(path, is_path_char) &&
         has_harmless_escapes(path) && has_plain_segments(path);
}

/// The origin-form within an absolute-form; nothing if it is none.
std::optional<std::string> origin_form(std::string_view target) {
  const auto scheme_end = target.find("://");
  if (scheme_end == std::string_view::npos) return std::nullopt;
  const auto scheme = target.substr(0, scheme_end);
  if (!same_ignoring_case(scheme, "http") && !same_ignoring_case(scheme, "https")) {
    return std::nullopt;
  }
  const auto rest = target.substr(scheme_end + 3);
  const auto authority_end = std::min(rest.find_first_of("/?"), rest.size());
  if (!is_authority(rest.substr(0, authority_end))) return std::nullopt;
  const auto path = rest.substr(authority_end);
  return path.starts_with('/') ? std::string(path) : "/" + std::string(path);
}

std::expected<RequestTarget, Refusal> split_target(std::string_view target) {
  const auto mark = target.find('?');
  const auto path = target.substr(0, mark);
  if (!is_safe_path(path)) return refuse("the path is ambiguous or malformed");
  if (mark == std::string_view::npos) return RequestTarget{std::string(path), std::nullopt};
  return RequestTarget{std::string(path), std::string(target.substr(mark + 1))};
}

}  // namespace

std::expected<RequestTarget, Refusal> parse_target(std::string_view method,
                                                   std::string_view target) {
  if (target.size() > limits::target) return refuse("the target is too long", 414);
  if (!std::ranges::all_of(target, is_visible) || target.find('#') != std::string_view::npos) {
    return refuse("the target holds forbidden characters");
  }
  if (target == "*" && method == "OPTIONS") return RequestTarget{"*", std::nullopt};
  if (target.starts_with('/')) return split_target(target);
  const auto origin = origin_form(target);
  if (!origin) return refuse("the target is neither a path nor an http URI");
  return split_target(*origin);
}

bool is_authority(std::string_view text) {
  const auto literal_end = text.starts_with('[') ? text.find(']') : std::string_view::npos;
  const bool is_literal = literal_end != std::string_view::npos;
  const auto host_end = is_literal ? literal_end + 1 : std::min(text.find(':'), text.size());
  const auto host = text.substr(0, host_end);
  auto port = text.substr(host_end);
  if (!port.empty() && port.front() != ':') return false;
  if (!port.empty()) port.remove_prefix(1);
  if (port.size() > 5 || !std::ranges::all_of(port, is_digit)) return false;
  if (is_literal) {
    return host.size() > 2 && std::ranges::all_of(host.substr(1, host.size() - 2), is_address_char);
  }
  return !host.empty() && std::ranges::all_of(host, is_host_char);
}

}  // namespace chancery::http
