#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "domain/parameters.hpp"
#include "domain/strong.hpp"
#include "domain/time.hpp"

namespace chancery {

/// What is carried from the authorization endpoint over the pages, by the browser: the request as
/// it came. Every step reads it again, and checks all of it again.
struct Interaction {
  /// Empty for a login to the user's own account page: no authorization request is.
  Parameters parameters;
  Instant began_at{};
  /// The session that the browser had when the request came. Instants are whole seconds: this tells
  /// a login just before from one just after.
  std::optional<BrowserSessionId> began_with{};

  bool operator==(const Interaction&) const = default;
};

/// How long a user may take from the authorization request to its answer.
inline constexpr Lifetime interaction_lifetime = std::chrono::hours(1);

/// Whether it is for a login to the user's own account page.
bool is_for_own_account(const Interaction& interaction);

/// Text that holds the interaction, each of its fields behind its length.
std::string write_interaction(const Interaction& interaction);

/// Strict: nothing for any text that `write_interaction` cannot have made.
std::optional<Interaction> read_interaction(std::string_view text);

/// Whether the interaction still counts; one from beyond the clocks' skew does not.
bool is_current(const Interaction& interaction, Instant now);

}  // namespace chancery
