#include "app/cli/line_reader.hpp"

#include <algorithm>
#include <istream>

namespace chancery::cli {

constexpr std::size_t piece = std::size_t{64} * 1024;

LineReader::LineReader(std::istream& in, std::size_t longest)
    : in_(in), longest_(longest), buffer_(piece) {}

bool LineReader::refill() {
  in_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  rest_ = {buffer_.data(), static_cast<std::size_t>(in_.gcount())};
  bytes_ += rest_.size();
  return !rest_.empty();
}

std::optional<LineReader::Line> LineReader::next() {
  if (rest_.empty() && !refill()) return std::nullopt;
  line_.clear();
  bool is_cut = false;
  while (!rest_.empty() || refill()) {
    const auto end = rest_.find('\n');
    const auto part = rest_.substr(0, end);
    // One more than fits, for a CR that may stand before the end.
    const auto room = longest_ + 1 - line_.size();
    is_cut = is_cut || part.size() > room;
    line_.append(part.substr(0, room));
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    if (end != std::string_view::npos) break;
  }
  ++number_;
  if (line_.ends_with('\r')) line_.pop_back();
  is_cut = is_cut || line_.size() > longest_;
  return Line{std::string_view(line_).substr(0, longest_), is_cut};
}

}  // namespace chancery::cli
