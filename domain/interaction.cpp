#include "domain/interaction.hpp"

#include <cstdint>

#include "domain/access_token.hpp"
#include "domain/codec/decimal.hpp"

namespace chancery {
namespace {

void append_field(std::string& out, std::string_view field) {
  out += std::to_string(field.size());
  out += ':';
  out += field;
}

/// A number without leading zeros, up to `end`, which is taken too.
template <class Number>
std::optional<Number> take_number(std::string_view& text, char end) {
  const auto length = text.find(end);
  if (length == std::string_view::npos) return std::nullopt;
  const auto number = codec::from_decimal<Number>(text.substr(0, length));
  if (!number || std::to_string(*number) != text.substr(0, length)) return std::nullopt;
  text.remove_prefix(length + 1);
  return number;
}

std::optional<std::string> take_field(std::string_view& text) {
  const auto size = take_number<std::uint16_t>(text, ':');
  if (!size || *size > text.size()) return std::nullopt;
  std::string field(text.substr(0, *size));
  text.remove_prefix(*size);
  return field;
}

}  // namespace

std::string write_interaction(const Interaction& interaction) {
  auto out = std::to_string(interaction.began_at.time_since_epoch().count()) + ';';
  append_field(out, interaction.began_with ? interaction.began_with->value() : "");
  for (const auto& [name, value] : interaction.parameters) {
    append_field(out, name);
    append_field(out, value);
  }
  return out;
}

std::optional<Interaction> read_interaction(std::string_view text) {
  const auto began = take_number<std::int64_t>(text, ';');
  auto session = began ? take_field(text) : std::nullopt;
  if (!session) return std::nullopt;
  Interaction interaction{.parameters = {}, .began_at = Instant(Lifetime(*began))};
  if (!session->empty()) interaction.began_with = BrowserSessionId(*std::move(session));
  while (!text.empty()) {
    auto name = take_field(text);
    auto value = name ? take_field(text) : std::nullopt;
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
