#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/challenge.hpp"
#include "domain/secret.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/entropy.hpp"
#include "ports/outbound/message_mac.hpp"

namespace chancery {

/// Whom a challenge is for: a browser, a client or a login. In anybody else's hands it is none.
using ChallengeHolder = Strong<struct ChallengeHolderTag>;

ChallengeHolder held_by_browser(const Secret& browser_id);
ChallengeHolder held_by_client(const ClientId& client);
/// A client that asks for an authorization code on these terms, written out.
ChallengeHolder held_on_terms(const ClientId& client, std::string_view terms);

/// Seals challenges for whoever is to answer them. Thread-safe; may throw Unavailable.
class Challenges {
 public:
  Challenges(outbound::MessageMac& macs, outbound::Entropy& entropy, const outbound::Clock& clock)
      : macs_(macs), entropy_(entropy), clock_(clock) {}

  struct Sealed {
    Challenge challenge;
    std::string text;
  };
  /// Made now; instant and nonce are filled in here.
  [[nodiscard]] Sealed make(Challenge challenge, const ChallengeHolder& holder);

  /// Nothing unless it was sealed for this holder and this purpose within the challenge's lifetime.
  [[nodiscard]] std::optional<Challenge> open(std::string_view text, Challenge::Purpose purpose,
                                              const ChallengeHolder& holder) const;

 private:
  [[nodiscard]] std::string mac(const ChallengeHolder& holder, std::string_view text) const;

  outbound::MessageMac& macs_;
  outbound::Entropy& entropy_;
  const outbound::Clock& clock_;
};

}  // namespace chancery
