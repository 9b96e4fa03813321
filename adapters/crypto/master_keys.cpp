#include "adapters/crypto/master_keys.hpp"

#include <string_view>

#include "domain/codec/base64url.hpp"

namespace chancery::crypto {

std::expected<MasterKeys, MasterKeys::Problem> MasterKeys::parse(const Secret& setting) {
  std::vector<Secret> keys;
  std::string_view rest = setting.reveal();
  if (rest.empty()) return std::unexpected(empty_key_text());
  while (true) {
    const auto comma = rest.find(',');
    auto key = read_key_text(rest.substr(0, comma));
    if (!key) return std::unexpected(std::move(key.error()));
    keys.push_back(std::move(*key));
    if (comma == std::string_view::npos) return MasterKeys(std::move(keys));
    rest.remove_prefix(comma + 1);
  }
}

Secret MasterKeys::make(outbound::Entropy& entropy) {
  const Secret key(entropy.bytes(32));
  return Secret(codec::base64(key.reveal()));
}

}  // namespace chancery::crypto
