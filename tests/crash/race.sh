# shellcheck shell=bash disable=SC2154
# Sourced by ./dev. One token presented by many at once. Without a replay window one of them has it and
# the others end the login; with the window all of them get the same successor.

crash_race() {
  use_database
  add_records
  race_with_window 0s
  claim "0s: successes" "${race[successes]}" -eq 1
  claim "0s: refusals" "${race[refusals]}" -eq $((race[presentations] - 1))
  claim "0s: answer to the successor" "${race[successor_answer]}" -eq 400
  race_with_window 60s
  claim "60s: successes" "${race[successes]}" -eq "${race[presentations]}"
  claim "60s: different successors" "${race[successors]}" -eq 1
  claim "60s: answer to the successor" "${race[successor_answer]}" -eq 200
  claim "60s: answer to the first token then" "${race[first_again_answer]}" -eq 400
  claim "60s: answer to the newest token then" "${race[last_answer]}" -eq 400
  claim "rows of ended logins" "$(run_sql <(echo 'SELECT count(*) FROM refresh_families'))" -eq 0
  claim "events of their ends" \
    "$(run_sql <(echo "SELECT count(*) FROM audit_events WHERE type = 'login_ended' AND reason = 'reuse'"))" -eq 2
}

# race_with_window WINDOW: leaves what came of it in race.
race_with_window() {
  local name number
  declare -gA race=()
  boot_server env CHANCERY_REFRESH_REPLAY_WINDOW="$1"
  wait_until_serving
  CRASH_PASSWORD=$crash_password build/release/tests/crash/crash_race "$crash_port" \
    "$crash_presentations" 256 >"$crash_folder/race"
  while read -r name number; do race[$name]=$number; done <"$crash_folder/race"
  finish_server
  claim "$1: presentations" "${race[presentations]}" -ge "$crash_presentations"
  claim "$1: errors of the server, answers that never came" "${race[others]}" -eq 0
}
