#include "adapters/http/message.hpp"

#include <algorithm>

#include "adapters/http/ascii.hpp"

namespace chancery::http {

std::optional<std::string_view> Headers::get(std::string_view name) const {
  std::optional<std::string_view> found;
  for (const auto& [field, value] : fields_) {
    if (!same_ignoring_case(field, name)) continue;
    if (found) return std::nullopt;
    found = value;
  }
  return found;
}

std::size_t Headers::count(std::string_view name) const {
  return static_cast<std::size_t>(std::ranges::count_if(
      fields_, [&](const auto& field) { return same_ignoring_case(field.first, name); }));
}

void set_retry_after(Reply& reply, std::chrono::seconds wait) {
  const auto seconds = std::max(wait, std::chrono::seconds(1)).count();
  reply.headers.emplace_back("Retry-After", std::to_string(seconds));
}

}  // namespace chancery::http
