#include "domain/import/firebase_hash_config.hpp"

#include <map>
#include <optional>

#include "domain/codec/decimal.hpp"
#include "domain/import/row_readers_detail.hpp"

namespace chancery {
namespace {

constexpr std::string_view blank = " \t\r,{}";

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

using Lines = std::map<std::string, std::string, std::less<>>;

std::optional<Lines> lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto line = trimmed(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty() || line == "hash_config") continue;
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto name = trimmed(line.substr(0, colon));
    if (!lines.emplace(name, trimmed(line.substr(colon + 1))).second) return std::nullopt;
  }
  return lines;
}

std::optional<std::int64_t> number_between_1_and(std::int64_t most, const std::string& text) {
  const auto number = codec::from_decimal<std::int64_t>(text);
  return number && *number >= 1 && *number <= most ? number : std::nullopt;
}

}  // namespace

std::expected<FirebaseHashConfig, std::string> read_firebase_hash_config(std::string_view text) {
  auto lines = lines_of(text);
  if (!lines) return std::unexpected("a line is no \"name: value\", or comes twice");
  const auto algorithm = (*lines)["algorithm"];
  if (!algorithm.empty() && algorithm != "SCRYPT") return std::unexpected("algorithm: not SCRYPT");
  const auto key = import_detail::from_any_base64((*lines)["base64_signer_key"]);
  if (!key || key->empty()) return std::unexpected("base64_signer_key: this is no base64");
  const auto separator = import_detail::from_any_base64((*lines)["base64_salt_separator"]);
  if (!separator) return std::unexpected("base64_salt_separator: this is no base64");
  const auto rounds = number_between_1_and(8, (*lines)["rounds"]);
  if (!rounds) return std::unexpected("rounds: this is no number from 1 to 8");
  const auto memory = number_between_1_and(14, (*lines)["mem_cost"]);
  if (!memory) return std::unexpected("mem_cost: this is no number from 1 to 14");
  return FirebaseHashConfig{Secret(*key), *separator, *rounds, *memory};
}

}  // namespace chancery
