#include "app/usecases/challenges.hpp"

#include "domain/codec/base64url.hpp"
#include "domain/codec/fields.hpp"

namespace chancery {

ChallengeHolder held_by_browser(const Secret& browser_id) {
  return ChallengeHolder("browser " + browser_id.reveal());
}

ChallengeHolder held_by_client(const ClientId& client) {
  return ChallengeHolder("client " + client.value());
}

ChallengeHolder held_on_terms(const ClientId& client, std::string_view terms) {
  std::string holder = "terms ";
  codec::append_field(holder, client.value());
  codec::append_field(holder, terms);
  return ChallengeHolder(std::move(holder));
}

Challenges::Sealed Challenges::make(Challenge challenge, const ChallengeHolder& holder) {
  challenge.made_at = clock_.now();
  challenge.nonce = codec::base64url(entropy_.bytes(16));
  auto text = codec::base64url(write_challenge(challenge));
  text += '.' + mac(holder, text);
  return {std::move(challenge), std::move(text)};
}

std::optional<Challenge> Challenges::open(std::string_view text, Challenge::Purpose purpose,
                                          const ChallengeHolder& holder) const {
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto payload = text.substr(0, dot);
  if (!constant_time_equal(text.substr(dot + 1), mac(holder, payload))) return std::nullopt;
  const auto bytes = codec::from_base64url(payload);
  auto challenge = bytes ? read_challenge(*bytes) : std::nullopt;
  if (!challenge || challenge->purpose != purpose) return std::nullopt;
  if (!is_current(*challenge, clock_.now())) return std::nullopt;
  return challenge;
}

std::string Challenges::mac(const ChallengeHolder& holder, std::string_view text) const {
  return macs_.compute(KeyUse::authenticate_interactions,
                       "challenge " + std::string(text) + ' ' + holder.value());
}

}  // namespace chancery
