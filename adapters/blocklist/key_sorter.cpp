#include "adapters/blocklist/key_sorter.hpp"

#include <algorithm>
#include <cstring>
#include <queue>
#include <string>

namespace chancery::blocklist {
namespace {

constexpr std::size_t key_length = sizeof(std::uint64_t);
constexpr std::size_t keys_per_read = 2048;

/// One run, read piece by piece.
class Reader {
 public:
  Reader(const Descriptor& file, std::uint64_t offset, std::uint64_t count)
      : file_(&file), offset_(offset), left_(count) {}

  std::optional<std::uint64_t> next() {
    if (at_ == bytes_.size() && !refill()) return std::nullopt;
    std::uint64_t key = 0;
    std::memcpy(&key, bytes_.data() + at_, key_length);
    at_ += key_length;
    return key;
  }

 private:
  bool refill() {
    const auto count = std::min<std::uint64_t>(left_, keys_per_read);
    bytes_ = file_->read(offset_, count * key_length);
    at_ = 0;
    offset_ += count * key_length;
    left_ -= count;
    return count > 0;
  }

  const Descriptor* file_;
  std::uint64_t offset_;
  std::uint64_t left_;
  std::string bytes_{};
  std::size_t at_ = 0;
};

struct Head {
  std::uint64_t key;
  std::size_t reader;

  bool operator>(const Head& other) const { return key > other.key; }
};

}  // namespace

KeySorter::KeySorter(std::filesystem::path beside, std::size_t keys_in_memory)
    : beside_(std::move(beside)), capacity_(keys_in_memory) {
  buffer_.reserve(capacity_);
}

void KeySorter::add(std::uint64_t key) {
  if (buffer_.size() == capacity_) spill();
  buffer_.push_back(key);
  ++added_;
}

void KeySorter::sort_buffer() {
  std::ranges::sort(buffer_);
  buffer_.erase(std::unique(buffer_.begin(), buffer_.end()), buffer_.end());
}

void KeySorter::spill() {
  sort_buffer();
  if (!file_) file_ = Descriptor::nameless(beside_);
  const auto offset = runs_.empty() ? 0 : runs_.back().offset + runs_.back().count * key_length;
  file_->write(offset,
               {reinterpret_cast<const char*>(buffer_.data()), buffer_.size() * key_length});
  runs_.push_back({offset, buffer_.size()});
  buffer_.clear();
}

void KeySorter::drain(const std::function<void(std::uint64_t)>& take) {
  if (runs_.empty()) {
    sort_buffer();
    std::ranges::for_each(buffer_, take);
    return;
  }
  spill();
  buffer_ = {};
  std::vector<Reader> readers;
  std::priority_queue<Head, std::vector<Head>, std::greater<>> heads;
  for (const auto& run : runs_) {
    readers.emplace_back(*file_, run.offset, run.count);
    heads.push({readers.back().next().value(), readers.size() - 1});
  }
  std::optional<std::uint64_t> last;
  while (!heads.empty()) {
    const auto [key, reader] = heads.top();
    heads.pop();
    if (const auto next = readers[reader].next()) heads.push({*next, reader});
    if (key != last) take(key);
    last = key;
  }
}

}  // namespace chancery::blocklist
