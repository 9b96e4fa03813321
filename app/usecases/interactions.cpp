#include "app/usecases/interactions.hpp"

#include "domain/codec/base64url.hpp"

namespace chancery {

Secret random_secret(outbound::Entropy& entropy) {
  return Secret(codec::base64url(entropy.bytes(32)));
}

bool is_random_secret(std::string_view text) {
  const auto bytes = codec::from_base64url(text);
  return bytes && bytes->size() == 32;
}

std::string Interactions::seal(const Interaction& interaction, const Secret& browser_id) const {
  const auto text = codec::base64url(write_interaction(interaction));
  return text + '.' + mac(browser_id, text);
}

std::optional<Interaction> Interactions::open(std::string_view text,
                                              const std::optional<Secret>& browser_id) const {
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  if (!browser_id || !is_random_secret(browser_id->reveal())) return std::nullopt;
  const auto payload = text.substr(0, dot);
  if (!constant_time_equal(text.substr(dot + 1), mac(*browser_id, payload))) return std::nullopt;
  const auto bytes = codec::from_base64url(payload);
  auto interaction = bytes ? read_interaction(*bytes) : std::nullopt;
  if (!interaction || !is_current(*interaction, clock_.now())) return std::nullopt;
  return interaction;
}

std::string Interactions::mac(const Secret& browser_id, std::string_view text) const {
  return macs_.compute(KeyUse::authenticate_interactions,
                       "interaction " + browser_id.reveal() + ' ' + std::string(text));
}

}  // namespace chancery
