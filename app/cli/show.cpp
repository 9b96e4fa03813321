#include "app/cli/show.hpp"

#include <algorithm>
#include <ostream>

#include "domain/codec/utf8.hpp"

namespace chancery::cli {
namespace {

using codec::Json;
using Cells = std::vector<std::string>;

std::string words(const Json& value);

std::string members_as_words(const Json::Object& object) {
  std::string out;
  for (const auto& [name, member] : object) {
    if (!out.empty()) out += ' ';
    out += printable(name) + '=' + words(member);
  }
  return out;
}

std::string items_as_words(const Json::Array& array) {
  std::string out;
  for (const auto& item : array) {
    if (!out.empty()) out += ' ';
    out += words(item);
  }
  return out;
}

std::string words(const Json& value) {
  std::string out;
  if (const auto* text = value.as_string()) out = printable(*text);
  if (const auto* flag = value.as_bool()) out = *flag ? "yes" : "no";
  if (const auto* number = value.as_integer()) out = std::to_string(*number);
  if (const auto* array = value.as_array()) out = items_as_words(*array);
  if (const auto* object = value.as_object()) out = members_as_words(*object);
  return out.empty() ? "-" : out;
}

std::size_t width(std::string_view text) {
  std::size_t count = 0;
  while (codec::take_code_point(text)) ++count;
  return count;
}

void print_aligned(std::ostream& out, const std::vector<Cells>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
  }
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool last = i + 1 == row.size();
      out << row[i] << (last ? "\n" : std::string(widths[i] - width(row[i]) + 2, ' '));
    }
  }
}

std::string heading(std::string_view member) {
  std::string out(member);
  for (char& c : out)
    c = c == '_' ? ' ' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return out;
}

}  // namespace

void show(const Call& call, const Json& object) {
  auto& out = call.console.out;
  if (call.json()) {
    out << codec::write_json(object) << '\n';
    return;
  }
  std::vector<Cells> rows;
  for (const auto& [name, member] : *object.as_object()) rows.push_back({name, words(member)});
  print_aligned(out, rows);
}

void show_list(const Call& call, const Json::Array& objects,
               const std::vector<std::string_view>& columns, std::string_view none) {
  auto& out = call.console.out;
  if (call.json()) {
    out << codec::write_json(objects) << '\n';
    return;
  }
  if (objects.empty()) {
    out << none << '\n';
    return;
  }
  std::vector<Cells> rows(1);
  for (const auto column : columns) rows.front().push_back(heading(column));
  for (const auto& object : objects) {
    auto& row = rows.emplace_back();
    for (const auto column : columns) {
      const auto* member = object.find(column);
      row.push_back(words(member == nullptr ? Json() : *member));
    }
  }
  print_aligned(out, rows);
}

}  // namespace chancery::cli
