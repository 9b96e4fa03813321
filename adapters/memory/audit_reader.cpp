#include "adapters/memory/audit_reader.hpp"

#include <algorithm>
#include <limits>

namespace chancery::memory {

std::int64_t AuditReader::newest_position() {
  return database_.with([](Tables& tables) { return std::ssize(tables.events); });
}

std::vector<StoredEvent> AuditReader::newest(const AuditFilter& filter, std::size_t limit) {
  auto all = after(0, filter, std::numeric_limits<std::size_t>::max());
  if (all.size() > limit) all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(limit));
  return all;
}

std::vector<StoredEvent> AuditReader::after(std::int64_t position, const AuditFilter& filter,
                                            std::size_t limit) {
  return database_.with([&](Tables& tables) {
    std::vector<StoredEvent> found;
    for (auto i = position; i < std::ssize(tables.events) && found.size() < limit; ++i) {
      const auto& event = tables.events[static_cast<std::size_t>(i)];
      if (matches(filter, event)) found.push_back({i + 1, event});
    }
    return found;
  });
}

}  // namespace chancery::memory
