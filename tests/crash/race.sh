# shellcheck shell=bash disable=SC2154
# Sourced by ./dev. One token presented by many at once. Without a replay window one of them has it and
# the others end the login; with the window all of them get the same successor.

crash_race() {
  local races=16
  use_database
  add_records
  race_with_window 0s
  claim "0s: successes in $races races" "${race[successes]}" -eq "$races"
  claim "0s: refusals" "${race[refusals]}" -eq $((race[presentations] - races))
  claim "0s: successors taken afterwards" "${race[successors_taken]}" -eq 0
  race_with_window 60s
  claim "60s: successes" "${race[successes]}" -eq "${race[presentations]}"
  claim "60s: different successors in $races races" "${race[successors]}" -eq "$races"
  claim "60s: successors taken afterwards" "${race[successors_taken]}" -eq "$races"
  claim "60s: first tokens taken then" "${race[first_taken_again]}" -eq 0
  claim "60s: newest tokens taken then" "${race[newest_taken]}" -eq 0
  claim "rows of ended logins" "$(run_sql <(echo 'SELECT count(*) FROM refresh_families'))" -eq 0
  claim "events of their ends" \
    "$(run_sql <(echo "SELECT count(*) FROM audit_events WHERE type = 'login_ended' AND reason = 'reuse'"))" \
    -eq $((2 * races))
}

# race_with_window WINDOW: leaves what came of it in race.
race_with_window() {
  local name number
  declare -gA race=()
  boot_server env CHANCERY_REFRESH_REPLAY_WINDOW="$1"
  wait_until_serving
  CRASH_PASSWORD=$crash_password build/release/tests/crash/crash_race "$crash_port" "$races" \
    "$crash_presentations" 256 >"$crash_folder/race"
  while read -r name number; do race[$name]=$number; done <"$crash_folder/race"
  finish_server
  claim "$1: presentations" "${race[presentations]}" -ge $((crash_presentations + 256 * (races - 1)))
  claim "$1: errors of the server, answers that never came" "${race[others]}" -eq 0
}
