#include "app/settings/env_file.hpp"

#include <algorithm>
#include <optional>

#include "domain/codec/utf8.hpp"

namespace chancery::settings {
namespace {

template <class T>
using Read = std::expected<T, const char*>;

constexpr bool is_space(char c) { return c == ' ' || c == '\t'; }

void skip_space(std::string_view& text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
}

/// Whether nothing but white space and a comment is left.
bool is_over(std::string_view rest) {
  const bool spaced = !rest.empty() && is_space(rest.front());
  skip_space(rest);
  return rest.empty() || (spaced && rest.front() == '#');
}

Read<std::string> bare(std::string_view text) {
  const auto is_comment = [&](std::size_t at) {
    return text[at] == '#' && (at == 0 || is_space(text[at - 1]));
  };
  std::size_t end = 0;
  while (end < text.size() && !is_comment(end)) ++end;
  text = text.substr(0, end);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return std::string(text);
}

Read<std::string> single_quoted(std::string_view text) {
  const auto end = text.find('\'');
  if (end == std::string_view::npos) return std::unexpected("the closing ' is missing");
  if (!is_over(text.substr(end + 1))) return std::unexpected("there is text behind the closing '");
  return std::string(text.substr(0, end));
}

std::optional<char> unescaped(char c) {
  constexpr std::string_view names = "nt\"\\$";
  constexpr std::string_view values = "\n\t\"\\$";
  const auto i = names.find(c);
  return i == std::string_view::npos ? std::nullopt : std::optional(values[i]);
}

Read<std::string> double_quoted(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') {
      if (!is_over(text.substr(i + 1)))
        return std::unexpected("there is text behind the closing \"");
      return out;
    }
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    const auto c = ++i < text.size() ? unescaped(text[i]) : std::nullopt;
    if (!c) return std::unexpected(R"(a \ stands before n, t, ", \ and $ only)");
    out += *c;
  }
  return std::unexpected("the closing \" is missing");
}

Read<std::string> value(std::string_view text) {
  skip_space(text);
  if (text.starts_with('\'')) return single_quoted(text.substr(1));
  if (text.starts_with('"')) return double_quoted(text.substr(1));
  return bare(text);
}

std::string_view name(std::string_view text) {
  constexpr std::string_view prefix = "export ";
  if (text.starts_with(prefix)) text.remove_prefix(prefix.size());
  skip_space(text);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

bool is_name(std::string_view text) {
  const auto allowed = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  return !text.empty() && std::ranges::all_of(text, allowed);
}

/// Nothing in the value of the optional for a line that says nothing.
Read<std::optional<EnvLine>> parse_line(std::string_view text, std::size_t number) {
  if (text.ends_with('\r')) text.remove_suffix(1);
  skip_space(text);
  if (text.empty() || text.front() == '#') return std::nullopt;
  const auto equals = text.find('=');
  const auto written = equals == std::string_view::npos ? "" : name(text.substr(0, equals));
  if (!is_name(written)) return std::unexpected("this is no NAME=value");
  auto read = value(text.substr(equals + 1));
  if (!read) return std::unexpected(read.error());
  return EnvLine{std::string(written), std::move(*read), number};
}

std::unexpected<Complaint> refuse(std::size_t line, const std::string& what) {
  return std::unexpected(Complaint{"line " + std::to_string(line) + ": " + what});
}

}  // namespace

std::expected<std::vector<EnvLine>, Complaint> parse_env_file(std::string_view text) {
  std::vector<EnvLine> lines;
  if (!codec::is_utf8(text)) return std::unexpected(Complaint{"the file is not UTF-8"});
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = text.find('\n');
    auto line = parse_line(text.substr(0, end), number);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line) return refuse(number, line.error());
    if (!*line) continue;
    const auto first = std::ranges::find(lines, (*line)->name, &EnvLine::name);
    if (first != lines.end()) {
      return refuse(number,
                    (*line)->name + " stands in line " + std::to_string(first->line) + " too");
    }
    lines.push_back(std::move(**line));
  }
  return lines;
}

}  // namespace chancery::settings
