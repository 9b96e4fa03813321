#include "domain/challenge_terms.hpp"

#include "domain/codec/fields.hpp"

namespace chancery {
namespace {

void append_list(std::string& out, const std::vector<std::string>& items) {
  out += std::to_string(items.size()) + ';';
  for (const auto& item : items) codec::append_field(out, item);
}

/// An optional text is a list of none or one.
void append_optional(std::string& out, const std::optional<std::string>& item) {
  append_list(out, item ? std::vector{*item} : std::vector<std::string>{});
}

std::optional<std::vector<std::string>> take_list(std::string_view& text) {
  const auto size = codec::take_number<std::uint16_t>(text, ';');
  if (!size) return std::nullopt;
  std::vector<std::string> items;
  while (items.size() < *size) {
    auto item = codec::take_field(text);
    if (!item) return std::nullopt;
    items.push_back(*std::move(item));
  }
  return items;
}

/// The outer one: whether it could be read.
std::optional<std::optional<std::string>> take_optional(std::string_view& text) {
  auto items = take_list(text);
  if (!items || items->size() > 1) return std::nullopt;
  if (items->empty()) return std::optional<std::string>();
  return std::optional(std::move(items->front()));
}

}  // namespace

std::string write_terms(const ChallengeTerms& terms) {
  std::string out;
  codec::append_field(out, terms.code_challenge);
  append_optional(out, terms.scopes ? std::optional(terms.scopes->to_string()) : std::nullopt);
  append_list(out, terms.acr_values);
  append_list(out, terms.resources);
  append_optional(out, terms.nonce);
  return out;
}

std::optional<ChallengeTerms> read_terms(std::string_view text) {
  auto code_challenge = codec::take_field(text);
  const auto scope = code_challenge ? take_optional(text) : std::nullopt;
  auto acr_values = scope ? take_list(text) : std::nullopt;
  auto resources = acr_values ? take_list(text) : std::nullopt;
  auto nonce = resources ? take_optional(text) : std::nullopt;
  if (!nonce || !text.empty()) return std::nullopt;
  auto scopes = *scope ? Scopes::parse(**scope) : std::nullopt;
  if (*scope && (!scopes || scopes->to_string() != **scope)) return std::nullopt;
  return ChallengeTerms{.code_challenge = *std::move(code_challenge),
                        .scopes = std::move(scopes),
                        .acr_values = *std::move(acr_values),
                        .resources = *std::move(resources),
                        .nonce = *std::move(nonce)};
}

}  // namespace chancery
