#include "adapters/http/wire/reply_writer.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "adapters/http/ascii.hpp"
#include "adapters/http/wire/reason_phrase.hpp"

namespace chancery::http {
namespace {

using namespace std::literals;

constexpr auto security_fields =
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "X-Frame-Options: DENY\r\n"sv;
constexpr auto default_policy =
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"sv;
constexpr auto transport_security = "Strict-Transport-Security: max-age=31536000\r\n"sv;

constexpr bool is_token_char(char c) {
  return is_alpha(c) || is_digit(c) || "!#$%&'*+-.^_`|~"sv.find(c) != std::string_view::npos;
}

constexpr bool is_value_char(char c) { return (c >= ' ' && c <= '~') || c == '\t'; }

bool belongs_to_the_server(std::string_view name) {
  constexpr std::array names{"Content-Length"sv, "Transfer-Encoding"sv, "Connection"sv, "Date"sv};
  return std::ranges::any_of(names, [&](auto own) { return same_ignoring_case(own, name); });
}

bool is_sendable(const Reply& reply) {
  return http::is_sendable("Content-Type", reply.content_type) &&
         http::is_sendable("Cache-Control", reply.cache_control) &&
         std::ranges::all_of(reply.headers, [](const auto& field) {
           return http::is_sendable(field.first, field.second) &&
                  !belongs_to_the_server(field.first);
         });
}

void append_number(std::string& out, std::size_t number) {
  std::array<char, 20> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out.append(digits.data(), end);
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

void append_status_line(std::string& out, int status) {
  out += "HTTP/1.1 ";
  append_number(out, static_cast<std::size_t>(status));
  out.append(" ").append(reason_phrase(status)).append("\r\n");
}

/// RFC 9110 §6.4.1: no content, and §8.6: no length of it either.
bool is_bodiless(int status) { return status == 204 || status == 304; }

void append_content_fields(std::string& out, const Reply& reply) {
  if (!is_bodiless(reply.status)) {
    if (!reply.content_type.empty()) append_field(out, "Content-Type", reply.content_type);
    out += "Content-Length: ";
    append_number(out, reply.body.size());
    out += "\r\n";
  }
  if (!reply.cache_control.empty()) append_field(out, "Cache-Control", reply.cache_control);
}

void append_own_fields(std::string& out, const Reply& reply) {
  bool has_policy = false;
  for (const auto& [name, value] : reply.headers) {
    append_field(out, name, value);
    has_policy = has_policy || same_ignoring_case(name, "Content-Security-Policy");
  }
  if (!has_policy) out += default_policy;
}

void append_connection(std::string& out, Persistence persistence) {
  if (persistence == Persistence::close) out += "Connection: close\r\n";
  if (persistence == Persistence::keep_http_1_0) out += "Connection: keep-alive\r\n";
}

}  // namespace

bool is_sendable(std::string_view name, std::string_view value) {
  return !name.empty() && std::ranges::all_of(name, is_token_char) &&
         std::ranges::all_of(value, is_value_char);
}

int write_reply(std::string& out, const Reply& reply, const ReplyContext& context) {
  if (!is_sendable(reply)) {
    return write_reply(out, {.status = 500, .body = R"({"error":"server_error"})"}, context);
  }
  out.reserve(out.size() + reply.body.size() + 640);
  append_status_line(out, reply.status);
  if (!context.date.empty()) append_field(out, "Date", context.date);
  append_content_fields(out, reply);
  append_field(out, "X-Request-Id", context.request_id);
  out += security_fields;
  if (context.is_secure) out += transport_security;
  append_own_fields(out, reply);
  append_connection(out, context.persistence);
  out += "\r\n";
  if (!context.to_head && !is_bodiless(reply.status)) out += reply.body;
  return reply.status;
}

}  // namespace chancery::http
