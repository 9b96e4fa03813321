#pragma once

#include "tests/simulation/invariants/invariants.hpp"

// What several invariants ask about a request.

namespace chancery::simulation {

/// A refresh token as its login's line knows it.
struct Presented {
  const Login* login;
  std::size_t generation;
  /// Whether this very token was current once, on the line of history that counts.
  bool on_line;

  /// When its successor became current; null while it has none.
  [[nodiscard]] const Generation* successor() const { return at(generation + 1); }
  [[nodiscard]] const Generation* successors_successor() const { return at(generation + 2); }

 private:
  [[nodiscard]] const Generation* at(std::size_t i) const {
    return i < login->line.size() ? &login->line[i] : nullptr;
  }
};

/// Nothing if no genuine refresh token was presented, or its login is not in the history.
std::optional<Presented> presented(const Request& request, const Truth& truth);

/// The refresh grant's request; null for any other.
const inbound::RefreshTokenRequest* refresh_request(const Request& request);

/// Whether the answer says that what was presented is good.
bool accepts(const Request& request, const Answer& answer);

/// Whether the store was put back while the request ran: it saw two histories, and is judged by
/// neither.
bool saw_two_histories(const Request& request, const Truth& truth);

/// Which client the request claimed to be from; null when none has to be named.
const inbound::ClientCredentials* credentials(const Request& request);

/// Whether a client so registered passes with what was sent.
bool passes(const Client& client, const inbound::ClientCredentials& sent);

/// The clock's last word to the request; nothing if it did not ask.
std::optional<Instant> last_reading(const Request& request);

/// Whether the window of a token's successor is closed at that instant.
bool window_closed(const Story& story, const Generation& successor, Instant at);

}  // namespace chancery::simulation
