#include "adapters/crypto/peppers.hpp"

#include <algorithm>

#include "adapters/crypto/digest.hpp"
#include "domain/codec/base64url.hpp"

namespace chancery::crypto {
namespace {

constexpr std::string_view prefix = "$peppered$";
constexpr std::size_t id_bytes = 6;
constexpr std::size_t id_length = 8;

Pepper named(Secret key) {
  auto id = codec::base64url(hmac_sha256(key, "chancery: which pepper").substr(0, id_bytes));
  return {std::move(id), std::move(key)};
}

}  // namespace

std::expected<Peppers, KeyTextProblem> Peppers::parse(const Secret& setting) {
  Peppers peppers;
  std::string_view rest = setting.reveal();
  if (rest.empty()) return std::unexpected(empty_key_text());
  peppers.uses_first_ = !rest.starts_with(',');
  if (!peppers.uses_first_) rest.remove_prefix(1);
  while (true) {
    const auto comma = rest.find(',');
    auto key = read_key_text(rest.substr(0, comma));
    if (!key) return std::unexpected(std::move(key.error()));
    peppers.peppers_.push_back(named(std::move(*key)));
    if (comma == std::string_view::npos) return peppers;
    rest.remove_prefix(comma + 1);
  }
}

const Pepper* Peppers::find(std::string_view id) const {
  const auto found = std::ranges::find(peppers_, id, &Pepper::id);
  return found == peppers_.end() ? nullptr : &*found;
}

Secret peppered(const Secret& password, const Pepper& pepper) {
  return Secret(hmac_sha256(pepper.key, password.reveal()));
}

PepperedHash read_peppered(std::string_view stored) {
  const auto behind_id = prefix.size() + id_length;
  if (!stored.starts_with(prefix) || stored.size() <= behind_id || stored[behind_id] != '$') {
    return {{}, stored};
  }
  return {stored.substr(prefix.size(), id_length), stored.substr(behind_id)};
}

std::string write_peppered(const PepperedHash& hash) {
  if (hash.pepper.empty()) return std::string(hash.phc);
  return std::string(prefix).append(hash.pepper).append(hash.phc);
}

}  // namespace chancery::crypto
