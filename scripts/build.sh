# shellcheck shell=bash
# Sourced by ./dev.

# Precompiled headers and __TIME__ would keep ccache from recognising what it has seen.
export CCACHE_SLOPPINESS=${CCACHE_SLOPPINESS:-pch_defines,time_macros}
# Another checkout of the same files finds what this one has compiled; its debug information then names
# this one's folder.
export CCACHE_BASEDIR=${CCACHE_BASEDIR:-$PWD} CCACHE_NOHASHDIR=${CCACHE_NOHASHDIR:-1}

# configure PRESET [CMAKE ARGUMENT…]: quiet unless it fails.
configure() {
  local log=build/$1-configure.log
  mkdir -p build
  if ! cmake --preset "$@" >"$log" 2>&1; then
    cat "$log" >&2
    fail "cmake --preset $* failed"
  fi
}

# build PRESET [TARGET…]: ninja shows its progress.
build() {
  local preset=$1 target arguments=()
  shift
  for target in "$@"; do arguments+=(--target "$target"); done
  cmake --build --preset "$preset" --parallel "$(cores)" "${arguments[@]}"
}

# The program alone needs no test library; a tree that has the tests keeps them.
configure_program() {
  if [[ -f build/release/CMakeCache.txt ]]; then
    configure release
  else
    configure release -DCHANCERY_TESTS=OFF
  fi
}

command_build() {
  need build test
  configure release -DCHANCERY_TESTS=ON
  build release "$@"
}
