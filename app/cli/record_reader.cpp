#include "app/cli/record_reader.hpp"

#include <istream>

namespace chancery::cli {
namespace {

constexpr std::size_t longest = 65536;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

}  // namespace

RecordReader::RecordReader(std::istream& in, std::string_view member) : in_(in), member_(member) {
  skip_blank();
  const int first = in_.peek();
  if (first == '[' || (first == '{' && !member_.empty())) return;
  // Also what is neither: each line then says so.
  skipped_lines_ = line_ - 1;
  lines_.emplace(in_, longest);
}

std::uint64_t RecordReader::bytes() const { return bytes_ + (lines_ ? lines_->bytes() : 0); }

std::optional<RecordReader::Record> RecordReader::next() {
  return lines_ ? next_line() : next_element();
}

/// Other programs' files may begin with a byte order mark.
void RecordReader::skip_blank() {
  constexpr std::string_view mark = "\xef\xbb\xbf";
  for (const char c : mark) {
    if (in_.peek() != std::char_traits<char>::to_int_type(c)) break;
    read();
  }
  while (in_.peek() != std::char_traits<char>::eof() && is_blank(static_cast<char>(in_.peek()))) {
    read();
  }
}

int RecordReader::read() {
  const int c = in_.get();
  if (c == std::char_traits<char>::eof()) return c;
  ++bytes_;
  if (c == '\n') ++line_;
  return c;
}

std::optional<RecordReader::Record> RecordReader::next_line() {
  while (const auto line = lines_->next()) {
    if (line->text.find_first_not_of(" \t") == std::string_view::npos && !line->is_cut) continue;
    return Record{line->text, line->is_cut, lines_->number() + skipped_lines_};
  }
  return std::nullopt;
}

std::optional<RecordReader::Record> RecordReader::next_element() {
  kept_.clear();
  is_cut_ = false;
  for (int c = read(); c != std::char_traits<char>::eof(); c = read()) {
    const bool is_end = take(static_cast<char>(c));
    if (is_end && !kept_.empty()) return Record{kept_, is_cut_, begin_line_};
  }
  return std::nullopt;
}

bool RecordReader::take(char c) {
  const bool was_element = element_depth_ != 0;
  if (is_in_text_) {
    if (was_element) keep(c);
    if (!was_element && last_text_.size() <= member_.size()) last_text_ += c;
    is_in_text_ = is_escaped_ || c != '"';
    is_escaped_ = !is_escaped_ && c == '\\';
    return false;
  }
  const bool is_end = was_element && depth_ == element_depth_ && (c == ',' || c == ']' || c == '}');
  if (was_element && !is_end) keep(c);
  take_outside_text(c);
  return is_end;
}

void RecordReader::take_outside_text(char c) {
  if (c == '"') {
    is_in_text_ = true;
    last_text_.clear();
  } else if (c == '{' || c == '[') {
    ++depth_;
    const bool is_root = member_.empty() || !found_;
    const bool is_member = depth_ == 2 && last_text_ == std::string(member_) + '"';
    if (c == '[' && element_depth_ == 0 && is_root && (depth_ == 1 || is_member)) {
      found_ = true;
      element_depth_ = depth_;
    }
  } else if (c == '}' || c == ']') {
    if (depth_ == element_depth_) element_depth_ = 0;
    if (depth_ > 0) --depth_;
  }
}

void RecordReader::keep(char c) {
  if (kept_.empty()) {
    if (is_blank(c)) return;
    begin_line_ = line_;
  }
  if (kept_.size() < longest) {
    kept_ += c;
  } else {
    is_cut_ = true;
  }
}

}  // namespace chancery::cli
