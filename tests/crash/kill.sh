# shellcheck shell=bash disable=SC2154
# Sourced by ./dev. The program is killed with SIGKILL at any moment, while it starts too, and started
# anew at once on the same port. Apps ask again, as apps do.

crash_kill() {
  local kill
  use_database
  add_records
  boot_server
  wait_until_serving
  start_apps 16 8 2 0
  for ((kill = 1; kill <= crash_kills; kill++)); do
    pause_at_most 1000
    kill_server
    boot_server
  done
  wait_until_serving
  end_apps
  kill_server  # what is looked at now is what a crash leaves
  fact faults "$crash_kills"
  claim_logins_live
  claim_rows_whole
}
