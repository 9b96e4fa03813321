#include <array>

#include "tests/simulation/invariants/invariants.hpp"

namespace chancery::simulation {
namespace {

constexpr std::array all{
    Invariant{"one_live_successor", &one_live_successor},
    Invariant{"nothing_after_the_end", &nothing_after_the_end},
    Invariant{"clients_are_known_as_they_are", &clients_are_known_as_they_are},
    Invariant{"own_client_and_scope", &own_client_and_scope},
    Invariant{"done_is_committed", &done_is_committed},
    Invariant{"one_event_each", &one_event_each},
    Invariant{"the_window_closes", &the_window_closes},
    Invariant{"all_logins_end", &all_logins_end},
    Invariant{"nothing_live_is_swept", &nothing_live_is_swept},
    Invariant{"nothing_expired", &nothing_expired},
    Invariant{"the_thief_is_noticed", &the_thief_is_noticed},
    Invariant{"the_owner_is_no_thief", &the_owner_is_no_thief},
    Invariant{"refused_for_a_cause", &refused_for_a_cause},
    Invariant{"a_working_token_in_the_end", &a_working_token_in_the_end},
    Invariant{"the_store_holds_what_it_said", &the_store_holds_what_it_said},
};

}  // namespace

std::span<const Invariant> invariants() { return all; }

}  // namespace chancery::simulation
