#include "adapters/system/log_line.hpp"

#include <algorithm>
#include <charconv>

#include "domain/codec/json.hpp"
#include "domain/codec/rfc3339.hpp"

namespace chancery::system {
namespace {

void append_integer(std::string& out, std::int64_t value) {
  char digits[24];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, value);
  out.append(digits, end);
}

void append_value(std::string& out, const LogField& field) {
  if (const auto* integer = std::get_if<std::int64_t>(&field.value)) {
    append_integer(out, *integer);
  } else {
    codec::append_json_string(out, std::get<std::string_view>(field.value));
  }
}

void append_json(std::string& out, const LogHead& head, std::span<const LogField> fields) {
  out += R"({"time":")";
  codec::append_rfc3339(out, head.time);
  out += R"(","level":")";
  out += name(head.level);
  out += R"(","msg":)";
  codec::append_json_string(out, head.message);
  for (const auto& field : fields) {
    out += ',';
    codec::append_json_string(out, field.name);
    out += ':';
    append_value(out, field);
  }
  out += "}\n";
}

/// Whether a word can stand in a text line without quotes and be read back as one word.
bool is_bare(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return c > 0x20 && c < 0x7f && c != '"' && c != '\\' && c != '=';
  });
}

void append_text_word(std::string& out, std::string_view text) {
  if (is_bare(text)) {
    out += text;
  } else {
    codec::append_json_string(out, text);
  }
}

void append_text(std::string& out, const LogHead& head, std::span<const LogField> fields) {
  codec::append_rfc3339(out, head.time);
  out += ' ';
  out += name(head.level);
  out += ' ';
  const auto message_start = out.size();
  codec::append_json_string(out, head.message);
  // Without its quotes: whatever could end the line is escaped between them.
  out.pop_back();
  out.erase(message_start, 1);
  for (const auto& field : fields) {
    out += ' ';
    append_text_word(out, field.name);
    out += '=';
    if (const auto* text = std::get_if<std::string_view>(&field.value)) {
      append_text_word(out, *text);
    } else {
      append_value(out, field);
    }
  }
  out += '\n';
}

}  // namespace

std::optional<LogLevel> parse_log_level(std::string_view text) {
  using enum LogLevel;
  for (const auto level : {error, warn, info, debug}) {
    if (text == name(level)) return level;
  }
  return std::nullopt;
}

std::optional<LogFormat> parse_log_format(std::string_view text) {
  if (text == "json") return LogFormat::json;
  if (text == "text") return LogFormat::text;
  return std::nullopt;
}

void append_log_line(std::string& out, LogFormat format, const LogHead& head,
                     std::span<const LogField> fields) {
  if (format == LogFormat::json) {
    append_json(out, head, fields);
  } else {
    append_text(out, head, fields);
  }
}

}  // namespace chancery::system
