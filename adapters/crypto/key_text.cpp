#include "adapters/crypto/key_text.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "domain/codec/base64url.hpp"

namespace chancery::crypto {
namespace {

constexpr std::size_t key_length = 32;
constexpr std::size_t min_distinct_bytes = 8;

KeyTextProblem problem(std::string message) {
  return {std::move(message), "make one with: openssl rand -base64 32"};
}

std::optional<Secret> decode(std::string_view text) {
  const bool padded = text.size() % 4 == 0;
  for (int i = 0; padded && i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
  const bool plain = text.find_first_of("+/") != std::string_view::npos;
  if (plain && text.find_first_of("-_") != std::string_view::npos) return std::nullopt;
  const Secret url([&] {
    std::string copy(text);
    std::ranges::replace(copy, '+', '-');
    std::ranges::replace(copy, '/', '_');
    return copy;
  }());
  auto bytes = codec::from_base64url(url.reveal());
  if (!bytes) return std::nullopt;
  return Secret(std::move(*bytes));
}

bool repeats_a_pattern(std::string_view key) {
  for (std::size_t period = 1; period <= key.size() / 2; ++period) {
    if (key.substr(period) == key.substr(0, key.size() - period)) return true;
  }
  return false;
}

bool is_sequence(std::string_view key) {
  const auto step = [&](std::size_t i) { return static_cast<unsigned char>(key[i + 1] - key[i]); };
  for (std::size_t i = 1; i + 1 < key.size(); ++i) {
    if (step(i) != step(0)) return false;
  }
  return true;
}

bool is_weak(std::string_view key) {
  const std::set<char> distinct(key.begin(), key.end());
  return distinct.size() < min_distinct_bytes || repeats_a_pattern(key) || is_sequence(key);
}

}  // namespace

std::expected<Secret, KeyTextProblem> read_key_text(std::string_view text) {
  auto key = decode(text);
  if (!key) return std::unexpected(problem("it is not base64"));
  if (key->reveal().size() != key_length) {
    return std::unexpected(problem("a key is 32 bytes in base64; this one is " +
                                   std::to_string(key->reveal().size()) + " bytes"));
  }
  if (is_weak(key->reveal())) {
    return std::unexpected(problem("it is guessable: not 32 random bytes"));
  }
  return std::move(*key);
}

KeyTextProblem empty_key_text() { return problem("it is empty"); }

}  // namespace chancery::crypto
