# shellcheck shell=bash
# Sourced by ./dev. Fuzz targets are tests/fuzz/NAME_fuzz.cpp; seeds lie in tests/fuzz/corpus/NAME/.

fuzz_targets() {
  local source
  for source in tests/fuzz/*_fuzz.cpp; do
    if [[ -f $source ]]; then basename "$source" _fuzz.cpp; fi
  done
}

build_fuzz_targets() {
  need build test fuzz
  configure asan
  build asan fuzz_targets
}

# fuzz_one NAME SECONDS: new inputs are kept in build/fuzz, findings in build/fuzz/findings.
fuzz_one() {
  local name=$1 found=build/fuzz/corpus/$1 log=build/fuzz/$1.log
  local corpora=("$found")
  if [[ -d tests/fuzz/corpus/$name ]]; then corpora+=("tests/fuzz/corpus/$name"); fi
  mkdir -p "$found" build/fuzz/findings
  if "build/asan/tests/fuzz/${name}_fuzz" -max_total_time="$2" -timeout=10 -rss_limit_mb=2048 \
    -artifact_prefix="build/fuzz/findings/$name-" "${corpora[@]}" >"$log" 2>&1; then
    echo "ok: $name, $(sed --quiet 's/^Done \([0-9]*\) runs.*/\1 inputs/p' "$log") in $2 s"
  else
    cat "$log"
    echo "FAILED: fuzz target $name" >&2
    return 1
  fi
}

# fuzz_all SECONDS: every target, as many at a time as there are cores; fails when one found something.
fuzz_all() {
  local name running=0 bad=0
  for name in $(fuzz_targets); do
    fuzz_one "$name" "$1" &
    if ((++running >= $(cores))); then
      wait -n || bad=1
      running=$((running - 1))
    fi
  done
  while ((running-- > 0)); do wait -n || bad=1; done
  return "$bad"
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
