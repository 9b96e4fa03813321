# shellcheck shell=bash disable=SC2154
# Sourced by ./dev. PostgreSQL dies under the load and comes back, again and again; the program stays.
# What needs no database is answered all the while.

crash_postgres() {
  local outage
  use_database
  add_records
  boot_server
  wait_until_serving
  start_apps 16 8 2 2
  for ((outage = 1; outage <= crash_outages; outage++)); do
    pause_at_most 2000
    stop_cluster immediate
    pause_at_most 500
    restart_cluster
  done
  end_apps
  finish_server
  fact faults "$crash_outages"
  claim_server_stayed
  claim_logins_live
  claim_rows_whole
}
