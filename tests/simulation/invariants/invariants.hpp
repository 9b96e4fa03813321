#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "tests/simulation/step.hpp"
#include "tests/simulation/story.hpp"
#include "tests/simulation/truth.hpp"

namespace chancery::outbound {
class RefreshTokenMint;
class TokenSigner;
}  // namespace chancery::outbound

namespace chancery::simulation {

/// What a judgement may look at: the truth as it was before the step.
struct Known {
  const Story& story;
  const Truth& truth;
  const Chronicle& chronicle;
  outbound::RefreshTokenMint& mint;
  outbound::TokenSigner& signer;
};

/// What is wrong with the step; nothing if it is as it must be.
using Judgement = std::optional<std::string>;

struct Violation {
  std::string invariant;
  std::string what;
};

// The invariants. Each is asked after every step of every story.

/// A token has at most one successor: the store advances a login from its newest token only, by
/// one, with a seed never used before, and whoever presents a token is given the same successor.
Judgement one_live_successor(const Step& step, const Known& known);

/// Nothing is accepted by a request that began after the end of the family, user, client or login
/// of what it presents, or after the token itself was revoked. Since no answer says "done" before
/// the commit (done_is_committed), counting from the commit is stricter than counting from the
/// answer.
Judgement nothing_after_the_end(const Step& step, const Known& known);

/// A client passes by its registration as it is while the request runs, or as it was at most half a
/// second before the request began: nothing older is remembered.
Judgement clients_are_known_as_they_are(const Step& step, const Known& known);

/// A token of one client or scope never serves another or a wider one.
Judgement own_client_and_scope(const Step& step, const Known& known);

/// No answer says "done" unless it was committed, and no refusal changes anything but what reuse
/// ends.
Judgement done_is_committed(const Step& step, const Known& known);

/// Every token issued, every family ended and every other change is named by exactly one event, and
/// every event names one.
Judgement one_event_each(const Step& step, const Known& known);

/// A superseded token buys the same successor again within the window only, which counts from the
/// refresh and never moves, and only until that successor was used.
Judgement the_window_closes(const Step& step, const Known& known);

/// When the logins of a user, of a client, or of a user at a client are said to have ended, none
/// that had begun before is left.
Judgement all_logins_end(const Step& step, const Known& known);

/// Housekeeping removes no login that may be of use on any node, however its clock is set.
Judgement nothing_live_is_swept(const Step& step, const Known& known);

/// Nothing is accepted at or after the end of its life, by the clock of the node that judges.
Judgement nothing_expired(const Step& step, const Known& known);

/// Who presents a token that was superseded before the request began, after the window or after the
/// successor was used, is refused and the login ends: of thief and owner, one more than a window
/// and a generation apart, the second is noticed.
Judgement the_thief_is_noticed(const Step& step, const Known& known);

/// No login ends for reuse of a token that was not superseded: not the newest one, not one that the
/// store does not know any more since it was restored (`state_lost`), not one that its careful
/// owner presents again in time.
Judgement the_owner_is_no_thief(const Step& step, const Known& known);

/// A careful owner is refused only for a cause.
Judgement refused_for_a_cause(const Step& step, const Known& known);

/// Once faults have stopped, an app that asked again within the window has a working token within
/// so many tries.
Judgement a_working_token_in_the_end(const Step& step, const Known& known);

/// What lies in the store in the end is what it reported.
Judgement the_store_holds_what_it_said(const Step& step, const Known& known);

struct Invariant {
  std::string_view name;
  Judgement (*judge)(const Step&, const Known&);
};

/// All of the above.
std::span<const Invariant> invariants();

}  // namespace chancery::simulation
