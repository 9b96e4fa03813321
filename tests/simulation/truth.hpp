#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/client.hpp"
#include "domain/refresh_family.hpp"
#include "ports/outbound/user_store.hpp"
#include "tests/simulation/moment.hpp"

namespace chancery::simulation {

/// One token of a login's line, from when it became current.
struct Generation {
  TokenDigest digest;
  /// What the node's clock said.
  Instant stamp;
  StepNumber committed;
  Moment committed_at;
};

/// A login as its store calls tell it.
struct Login {
  /// As it was stored first.
  RefreshFamily birth;
  StepNumber added;
  /// When it was asked for.
  Moment asked_at;
  /// When the account was read for which the password was proven, or the login was last kept while
  /// the others ended.
  StepNumber user_read;
  /// A restore came after what it was begun with was read.
  bool straddles;
  /// Tokens by generation; the last is current.
  std::vector<Generation> line;
  std::optional<StepNumber> ended{};
  /// Whether housekeeping removed it.
  bool swept = false;
  /// Whether anybody but its careful owner ever presented a token of it.
  bool stranger_came = false;
};

/// A record as it was from some step on, until the next one.
template <class Record>
struct Version {
  StepNumber from;
  Moment at;
  /// None: there is no such record.
  std::optional<Record> record;
  /// Whether the change to this version ended every login.
  bool ends_logins;
  /// Whether who wrote it had read a record of another line of history: no telling then.
  bool unsure;
};

template <class Record>
using Versions = std::vector<Version<Record>>;

/// How long a node may remember the registration of a client.
inline constexpr Duration client_memory{500};

/// What is so, by the word of the stores: every change they reported as made, in order. A restored
/// backup of the store comes with the truth of its time.
struct Truth {
  std::map<FamilyId, Login> logins{};
  std::map<UserId, Versions<outbound::UserCredentials>> users{};
  std::map<ClientId, Versions<Client>> clients{};
  /// `jti` → when it was revoked.
  std::map<TokenId, StepNumber> revoked{};
  /// When the store was last put back; requests that had begun by then saw two histories.
  StepNumber restored = 0;
  Moment restored_at{};

  [[nodiscard]] const Login* find(const FamilyId& id) const;
  /// Whether a change between the two steps ended the logins of the user, or of the client.
  [[nodiscard]] bool user_ended(const UserId& id, StepNumber after, StepNumber before) const;
  [[nodiscard]] bool client_ended(const ClientId& id, StepNumber after, StepNumber before) const;
  /// Whether the login was over at that time, if only by its lifetimes.
  [[nodiscard]] static bool expired(const Login& login, Lifetime idle_lifetime, Instant at);
  /// Whether a party to the login has ended since, or may have: an app's registration may be
  /// remembered for half a second, so that a login is stored which is over as it begins.
  [[nodiscard]] bool party_ended(const Login& login) const;
};

/// What was ever said or stored, on whatever line of history.
struct Chronicle {
  std::set<TokenDigest> digests{};
  std::set<std::string> seeds{};
  /// Access tokens as the answers that carried them, by `jti`: when.
  std::map<TokenId, StepNumber> issued{};
};

/// Whether some version that was in force at or after `since`, up to now, passes.
template <class Record, class Passes>
bool any_since(const Versions<Record>& versions, StepNumber since, Passes passes) {
  for (std::size_t i = 0; i < versions.size(); ++i) {
    const bool over = i + 1 < versions.size() && versions[i + 1].from < since;
    if (!over && versions[i].record && passes(*versions[i].record)) return true;
  }
  return false;
}

/// The same, by true time: a version that was replaced `since` or later counts.
template <class Record, class Passes>
bool any_after(const Versions<Record>& versions, Moment since, Passes passes) {
  for (std::size_t i = 0; i < versions.size(); ++i) {
    const bool over = i + 1 < versions.size() && versions[i + 1].at <= since;
    if (!over && versions[i].record && passes(*versions[i].record)) return true;
  }
  return false;
}

}  // namespace chancery::simulation
