# shellcheck shell=bash disable=SC2154
# Sourced by ./dev. The program is killed while it makes its database, its master key and its first keys.
# Whatever it leaves, the next one makes the rest of it.

crash_birth() {
  local birth faults=0
  use_database
  for ((birth = 1; birth <= crash_births; birth++)); do
    empty_database
    kill_in_the_making
    boot_server
    wait_until_serving
    kill_server
    if ! is_whole; then faults=$((faults + 1)); fi
  done
  fact faults "$crash_births"
  claim "databases that were not whole" "$faults" -eq 0
  add_records
  boot_server
  wait_until_serving
  start_apps 1 1 0 0
  end_apps
  claim "logins lost" "${facts[logins_lost]}" -eq 0
}

empty_database() {
  if [[ $crash_engine == sqlite ]]; then
    rm -rf "$crash_folder/database"
    mkdir "$crash_folder/database"
  else
    sql --command 'DROP SCHEMA public CASCADE' --command 'CREATE SCHEMA public' 2>/dev/null
  fi
}

kill_in_the_making() {
  if [[ $crash_engine == postgresql ]]; then
    "$crash_program" migrate up >/dev/null 2>&1 &
    crash_server=$!
    kill_within 100
    "$crash_program" migrate up >/dev/null
  fi
  boot_server
  kill_within 400
}

# kill_within MILLISECONDS: migrate may have done its work before.
kill_within() {
  pause_at_most "$1"
  kill -KILL "$crash_server" 2>/dev/null || true
  wait "$crash_server" 2>/dev/null || true
  crash_server=""
}

# Every schema step, one active key of each use, nothing broken.
is_whole() {
  local twice
  twice=$(run_sql <(echo "SELECT count(*) - count(DISTINCT key_use) FROM stored_keys WHERE state = 'active'"))
  [[ $twice == 0 && $("$crash_program" migrate plan) == "nothing to apply" && $(integrity) == ok ]]
}
