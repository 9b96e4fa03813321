# shellcheck shell=bash
# Sourced by ./dev.

# say TEXT: a heading on the terminal.
say() { printf '\n== %s\n' "$*"; }

# fail MESSAGE [HINT] [STATUS]
fail() {
  printf 'error: %s\n' "$1" >&2
  if [[ -n ${2:-} ]]; then printf 'hint: %s\n' "$2" >&2; fi
  exit "${3:-1}"
}

# no_arguments COMMAND ARGUMENT…: refuses arguments a command does not take.
no_arguments() {
  if (($# > 1)); then fail "./dev $1 takes no argument $2" "./dev help" 2; fi
}

is_count() { [[ $1 =~ ^[1-9][0-9]{0,5}$ ]]; }

cores() { nproc; }
