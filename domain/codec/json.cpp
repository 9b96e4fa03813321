#include "domain/codec/json.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "domain/codec/utf8.hpp"

namespace chancery::codec {
namespace {

void append_escape(std::string& out, char32_t code_point) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += digits[(code_point >> shift) & 0xfU];
}

/// How many bytes at the front are ASCII that stands for itself.
std::size_t plain_prefix(std::string_view text) {
  const auto is_plain = [](unsigned char c) {
    return c >= 0x20 && c < 0x7f && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&';
  };
  return static_cast<std::size_t>(std::ranges::find_if_not(text, is_plain) - text.begin());
}

void write_integer(std::string& out, std::int64_t value) {
  char buffer[32];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
  out.append(buffer, end);
}

void write_number(std::string& out, double value) {
  // JSON has no word for the others.
  if (!std::isfinite(value)) {
    out += "null";
    return;
  }
  char buffer[32];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
  const std::string_view text(buffer, end);
  out += text;
  // Else it would be read back as an integer.
  if (text.find_first_of(".e") == std::string_view::npos) out += ".0";
}

void write(std::string& out, const Json& value) {
  if (const auto* text = value.as_string()) return append_json_string(out, *text);
  if (const auto* integer = value.as_integer()) return write_integer(out, *integer);
  if (const auto* number = value.as_number()) return write_number(out, *number);
  if (const auto* flag = value.as_bool()) {
    out += *flag ? "true" : "false";
    return;
  }
  if (const auto* array = value.as_array()) {
    char separator = '[';
    for (const auto& item : *array) {
      out += separator;
      write(out, item);
      separator = ',';
    }
    out += array->empty() ? "[]" : "]";
    return;
  }
  if (const auto* object = value.as_object()) {
    char separator = '{';
    for (const auto& [name, member] : *object) {
      out += separator;
      append_json_string(out, name);
      out += ':';
      write(out, member);
      separator = ',';
    }
    out += object->empty() ? "{}" : "}";
    return;
  }
  out += "null";
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  while (true) {
    const auto plain = plain_prefix(text);
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    const auto before = text;
    const auto code_point = take_code_point(text);
    if (!code_point) {
      // Not UTF-8: a caller's mistake, made harmless one byte at a time.
      text.remove_prefix(1);
      append_escape(out, 0xfffd);
      continue;
    }
    switch (*code_point) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      case '<':
      case '>':
      case '&':
      case 0x2028:
      case 0x2029: append_escape(out, *code_point); break;
      default:
        if (*code_point < 0x20 || (*code_point >= 0x7f && *code_point < 0xa0)) {
          append_escape(out, *code_point);
        } else {
          out += before.substr(0, before.size() - text.size());
        }
    }
  }
  out += '"';
}

const Json* Json::find(std::string_view name) const {
  const auto* object = as_object();
  if (object == nullptr) return nullptr;
  for (const auto& member : *object) {
    if (member.first == name) return &member.second;
  }
  return nullptr;
}

void Json::set(std::string name, Json value) {
  std::get<Object>(value_).emplace_back(std::move(name), std::move(value));
}

std::string write_json(const Json& value) {
  std::string out;
  write(out, value);
  return out;
}

}  // namespace chancery::codec
