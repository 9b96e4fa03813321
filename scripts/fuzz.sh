# shellcheck shell=bash
# Sourced by ./dev. Fuzz targets are tests/fuzz/NAME_fuzz.cpp; seeds lie in tests/fuzz/corpus/NAME/.

fuzz_targets() {
  local source
  for source in tests/fuzz/*_fuzz.cpp; do
    if [[ -f $source ]]; then basename "$source" _fuzz.cpp; fi
  done
}

build_fuzz_targets() {
  need build fuzz
  configure fuzz
  build fuzz
}

# fuzz_one NAME SECONDS: new inputs are kept in build/fuzz, findings in build/fuzz/findings.
fuzz_one() {
  local name=$1 found=build/fuzz/corpus/$1 seeds=tests/fuzz/corpus/$1
  mkdir -p "$found" build/fuzz/findings
  if [[ ! -d $seeds ]]; then seeds=$found; fi
  "build/fuzz/tests/fuzz/${name}_fuzz" -max_total_time="$2" -timeout=5 -rss_limit_mb=2048 \
    -print_final_stats=0 -verbosity=0 -artifact_prefix="build/fuzz/findings/$name-" \
    "$found" "$seeds" && echo "fuzzed $name for $2 s: nothing found"
}

# fuzz_all SECONDS: every target in turn; fails when one of them found something.
fuzz_all() {
  local name failures=0
  for name in $(fuzz_targets); do
    fuzz_one "$name" "$1" || {
      echo "FAILED: fuzz target $name" >&2
      failures=$((failures + 1))
    }
  done
  return "$((failures > 0))"
}

command_fuzz() {
  local target="" seconds=60
  if (($# > 0)) && ! is_count "$1"; then
    target=$1
    shift
  fi
  if (($# > 0)); then
    seconds=$1
    shift
  fi
  no_arguments fuzz "$@"
  is_count "$seconds" || fail "the time is a number of seconds" "./dev fuzz json 30" 2
  if [[ -n $target && ! -f tests/fuzz/${target}_fuzz.cpp ]]; then
    fail "no fuzz target $target" "known are: $(fuzz_targets | tr '\n' ' ')" 2
  fi
  build_fuzz_targets
  if [[ -n $target ]]; then fuzz_one "$target" "$seconds"; else fuzz_all "$seconds"; fi
}
