#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/interaction.hpp"
#include "domain/secret.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/entropy.hpp"
#include "ports/outbound/message_mac.hpp"

namespace chancery {

/// 256 random bits as base64url: a cookie, or a code, that nobody guesses.
Secret random_secret(outbound::Entropy& entropy);

/// Whether the text could come from `random_secret`.
bool is_random_secret(std::string_view text);

/// Seals interactions for the browser that has begun them: what was edited, or is opened in another
/// browser, is none (B7, B79). Thread-safe; may throw Unavailable.
class Interactions {
 public:
  Interactions(outbound::MessageMac& macs, const outbound::Clock& clock)
      : macs_(macs), clock_(clock) {}

  /// Text for the query of a page.
  [[nodiscard]] std::string seal(const Interaction& interaction, const Secret& browser_id) const;

  /// Nothing unless it was sealed for this browser within the interaction's lifetime.
  [[nodiscard]] std::optional<Interaction> open(std::string_view text,
                                                const std::optional<Secret>& browser_id) const;

 private:
  [[nodiscard]] std::string mac(const Secret& browser_id, std::string_view text) const;

  outbound::MessageMac& macs_;
  const outbound::Clock& clock_;
};

}  // namespace chancery
