#include "domain/idempotency.hpp"

#include <algorithm>

namespace chancery {

bool is_idempotency_key(std::string_view text) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  };
  return text.size() >= 8 && text.size() <= 128 && std::ranges::all_of(text, allowed);
}

}  // namespace chancery
