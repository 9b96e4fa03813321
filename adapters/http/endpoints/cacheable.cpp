#include "adapters/http/endpoints/cacheable.hpp"

#include <algorithm>
#include <cstdint>

namespace chancery::http {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

bool names_etag(std::string_view if_none_match, std::string_view etag) {
  while (!if_none_match.empty()) {
    const auto end = std::min(if_none_match.find(','), if_none_match.size());
    auto candidate = trimmed(if_none_match.substr(0, end));
    if (candidate.starts_with("W/")) candidate.remove_prefix(2);
    if (candidate == etag || candidate == "*") return true;
    if_none_match.remove_prefix(std::min(end + 1, if_none_match.size()));
  }
  return false;
}

std::string entity_tag(std::string_view text) {
  // FNV-1a
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return '"' + std::to_string(hash) + '"';
}

Reply cacheable_document(const Request& request, const std::string& json, const std::string& etag,
                         Lifetime max_age) {
  Reply reply{.cache_control = "public, max-age=" + std::to_string(max_age.count()),
              .headers = {{"ETag", etag}}};
  const auto known = request.headers.get("If-None-Match");
  if (known && names_etag(*known, etag)) {
    reply.status = 304;
    reply.content_type.clear();
  } else {
    reply.body = json;
  }
  return reply;
}

}  // namespace chancery::http
