# shellcheck shell=bash disable=SC2154
# Sourced by ./dev. Every part runs even when one before it failed; the last line is the counts.

passed=0
failed=0
fuzz_seconds=3

# part NAME COMMAND…: runs it in a shell of its own; a part that breaks counts as one failure.
part() {
  local status
  say "$1"
  set +e
  (set -e; "${@:2}")
  status=$?
  set -e
  if ((status != 0)); then
    echo "FAILED: $1" >&2
    broken+=("$1")
  fi
}

build_tests() {
  configure release -DCHANCERY_TESTS=ON
  build release
}

# run_ctest PRESET [CTEST ARGUMENT…]: leaves its last lines in build/PRESET-ctest.log.
run_ctest() {
  local preset=$1
  shift
  ctest --test-dir "build/$preset" --parallel "$(cores)" --output-on-failure --no-tests=error \
    --progress "$@" | tee "build/$preset-ctest.log"
}

# The unit tests once more, with AddressSanitizer and UndefinedBehaviorSanitizer; not those that only read
# the sources, which take a minute so.
sanitized_tests() {
  configure asan
  build asan
  run_ctest asan --exclude-regex '^Architecture/'
}

fuzz_briefly() {
  build_fuzz_targets
  fuzz_all "$fuzz_seconds"
}

# The quickest to build of the deliberate mistakes: does the simulation still see anything?
some_mutants() {
  try_mutants "$(cores)" window_never_closes commit_after_answering check_then_set event_is_lost
}

interop_tests() {
  npm ci --prefix tests/interop --no-audit --no-fund --loglevel=error </dev/null
  CHANCERY_BINARY=$PWD/build/release/app/chancery CHANCERY_PAGES=$PWD/build/release/tests/write_pages \
    node --test \
    --test-reporter=spec --test-reporter-destination=stdout \
    --test-reporter=tap --test-reporter-destination=build/interop.tap \
    tests/interop/*.test.mjs
}

# count_ctest LOG: adds what ctest's summary says, "98% tests passed, 2 tests failed out of 98".
count_ctest() {
  local summary
  summary=$(grep --extended-regexp --only-matching '[0-9]+ tests failed out of [0-9]+' "$1" || true)
  if [[ -z $summary ]]; then return; fi
  local bad=${summary%% *} all=${summary##* }
  passed=$((passed + all - bad))
  failed=$((failed + bad))
}

# count_node TAP: adds what node's summary says, "# pass 12" and "# fail 0".
count_node() {
  if [[ ! -f $1 ]]; then return; fi
  passed=$((passed + $(sed --quiet 's/^# pass //p' "$1" | tail --lines=1)))
  failed=$((failed + $(sed --quiet 's/^# fail //p' "$1" | tail --lines=1)))
}

# count_claims RECORD: adds what the crash scenarios claimed.
count_claims() {
  if [[ ! -f $1 ]]; then return; fi
  passed=$((passed + $(grep --count '^ok ' "$1" || true)))
  failed=$((failed + $(grep --count '^FAILED ' "$1" || true)))
}

# A part that failed without a failed test of its own (it did not build, a fuzzer found something).
count_broken_parts() {
  if ((failed == 0)); then failed=${#broken[@]}; fi
}

# report: what was run, and on the last line the counts. Sanitized runs of the same tests are not
# counted twice.
report() {
  count_ctest build/release-ctest.log
  count_node build/interop.tap
  count_claims "$crash_record"
  count_claims "$nodes_record"
  count_broken_parts
  say "ran: unit, simulation and end-to-end tests (release; again with sanitizers), fuzz targets" \
    "($fuzz_seconds s each), interop with other people's clients, crashes of the program, several nodes"
  if ((${#broken[@]} > 0)); then printf 'failed: %s\n' "${broken[@]}"; fi
  echo "$passed passed, $failed failed"
}

command_test() {
  local broken=()
  no_arguments test "$@"
  need build run test fuzz crash cluster
  need_node
  need_browser
  rm -f build/release-ctest.log build/interop.tap "$crash_record" "$nodes_record"
  part "building" build_tests
  part "tests (release)" run_ctest release
  part "simulation: four deliberate mistakes, each of which it must catch" some_mutants
  part "tests (address and undefined behaviour sanitizers)" sanitized_tests
  part "fuzz targets, $fuzz_seconds seconds each" fuzz_briefly
  part "interop: other people's clients and generators against the program" interop_tests
  part "crashes under load (./dev crash has more of them)" crash_briefly
  part "several nodes: a failover, a restart, revocations (./dev cluster has more of them)" nodes_briefly
  report
  ((failed == 0))
}
