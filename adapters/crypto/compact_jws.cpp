#include "adapters/crypto/compact_jws.hpp"

#include <algorithm>
#include <array>

#include "domain/codec/base64url.hpp"
#include "domain/codec/json.hpp"

namespace chancery::crypto {
namespace {

constexpr std::size_t max_kid_length = 64;
constexpr codec::JsonLimits header_limits{.bytes = 4096, .depth = 8, .values = 256};
constexpr auto refused_members = std::to_array<std::string_view>({"crit", "b64", "zip", "enc"});

struct Parts {
  std::string_view header;
  std::string_view payload;
  std::string_view signature;
};

std::optional<Parts> split(std::string_view text) {
  const auto first = text.find('.');
  if (first == std::string_view::npos) return std::nullopt;
  const auto second = text.find('.', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  if (text.find('.', second + 1) != std::string_view::npos) return std::nullopt;
  return Parts{text.substr(0, first), text.substr(first + 1, second - first - 1),
               text.substr(second + 1)};
}

bool read_header(std::string_view part, CompactJws& jws) {
  const auto text = codec::from_base64url(part);
  const auto header = text ? codec::read_json(*text, header_limits) : std::nullopt;
  if (!header) return false;
  for (const auto name : refused_members) {
    if (header->find(name) != nullptr) return false;
  }
  const auto read = [&](std::string_view name, std::string& into) {
    const auto* member = header->find(name);
    const auto* value = member != nullptr ? member->as_string() : nullptr;
    if (value != nullptr) into = *value;
    return value != nullptr;
  };
  return read("alg", jws.algorithm) && read("typ", jws.type) && read("kid", jws.key) &&
         !jws.key.empty() && jws.key.size() <= max_kid_length;
}

}  // namespace

std::optional<CompactJws> parse_compact_jws(std::string_view text) {
  if (text.size() > max_compact_jws_length) return std::nullopt;
  const auto parts = split(text);
  CompactJws jws;
  if (!parts || !read_header(parts->header, jws)) return std::nullopt;
  auto payload = codec::from_base64url(parts->payload);
  auto signature = codec::from_base64url(parts->signature);
  if (!payload || !signature || signature->empty()) return std::nullopt;
  jws.signing_input = text.substr(0, parts->header.size() + 1 + parts->payload.size());
  jws.payload = std::move(*payload);
  jws.signature = std::move(*signature);
  return jws;
}

bool is_type(std::string_view typ, std::string_view type) {
  constexpr std::string_view prefix = "application/";
  std::string lower(typ);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower == type || lower == std::string(prefix).append(type);
}

}  // namespace chancery::crypto
