# shellcheck shell=bash
# Sourced by ./dev. Ends the program by SIGTERM under load, again and again, and counts who was not
# answered: docs/decisions/drain.md.

command_drain() {
  local rounds=${1:-20} delay=${2:-0s}
  is_count "$rounds" || fail "drain takes a number of rounds and a SHUTDOWN_DELAY" "./dev drain 20 1s" 2
  need build test
  say "building"
  configure release -DCHANCERY_TESTS=ON
  build release drain_load
  build/release/tests/bench/drain_load "$rounds" "$delay"
}
