#include "domain/interaction.hpp"

#include <cstdint>

#include "domain/access_token.hpp"
#include "domain/codec/fields.hpp"

namespace chancery {

bool is_for_own_account(const Interaction& interaction) { return interaction.parameters.empty(); }

std::string write_interaction(const Interaction& interaction) {
  auto out = std::to_string(interaction.began_at.time_since_epoch().count()) + ';';
  codec::append_field(out, interaction.began_with ? interaction.began_with->value() : "");
  for (const auto& [name, value] : interaction.parameters) {
    codec::append_field(out, name);
    codec::append_field(out, value);
  }
  return out;
}

std::optional<Interaction> read_interaction(std::string_view text) {
  const auto began = codec::take_number<std::int64_t>(text, ';');
  auto session = began ? codec::take_field(text) : std::nullopt;
  if (!session) return std::nullopt;
  Interaction interaction{.parameters = {}, .began_at = Instant(Lifetime(*began))};
  if (!session->empty()) interaction.began_with = BrowserSessionId(*std::move(session));
  while (!text.empty()) {
    auto name = codec::take_field(text);
    auto value = name ? codec::take_field(text) : std::nullopt;
    if (!value) return std::nullopt;
    interaction.parameters.emplace_back(*std::move(name), *std::move(value));
  }
  return interaction;
}

bool is_current(const Interaction& interaction, Instant now) {
  return interaction.began_at <= now + clock_skew &&
         now < interaction.began_at + interaction_lifetime;
}

}  // namespace chancery
