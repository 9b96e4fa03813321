# shellcheck shell=bash disable=SC2034
# Sourced by ./dev. Each check runs even when one before it failed.

# cpp_files [FOLDER…]: tracked and new sources.
cpp_files() { git ls-files --cached --others --exclude-standard -- "${@/%//*.[ch]pp}"; }

product_sources() { cpp_files domain ports app adapters; }
all_sources() { cpp_files domain ports app adapters tests; }

check_format() {
  local files
  files=$(all_sources |
    { xargs --max-procs="$(cores)" --max-args=16 clang-format-19 --dry-run -Werror 2>&1 || true; } |
    sed --quiet --regexp-extended 's/^([^:]+):[0-9]+:.*error:.*/\1/p' | sort --unique)
  if [[ -n $files ]]; then
    printf '%s\n' "not as clang-format wants it (./dev format):" "$files"
    return 1
  fi
}

check_shell() {
  # shellcheck disable=SC2046
  shellcheck --external-sources dev .ci/run $(git ls-files '*.sh')
}

# ./dev sources all of its scripts into one shell: of two functions of one name the first is lost.
check_function_names() {
  local twice
  twice=$(grep --no-filename --only-matching --extended-regexp '^[A-Za-z_][A-Za-z0-9_-]*\(\)' dev scripts/*.sh tests/*/*.sh |
    sort | uniq --repeated)
  if [[ -n $twice ]]; then
    printf '%s\n' "$twice" "two functions of ./dev have this name: the second one would replace the first"
    return 1
  fi
}

# longer_than LIMIT: which of the files on standard input have more lines.
longer_than() {
  xargs wc --lines | awk -v limit="$1" \
    '$2 != "total" && $1 > limit { print $2 " has " $1 " lines: look for the seam"; bad = 1 } END { exit bad }'
}

# Past 300 lines a file has a seam somewhere; the tables of a test may be longer.
check_sizes() {
  local bad=0
  product_sources | longer_than 300 || bad=1
  cpp_files tests | longer_than 400 || bad=1
  return "$bad"
}

# The refresh rule's word belongs to the rule, the grant's steps, the SQL and their tests. The one
# name outside of them is the command `client rotate-secret`.
check_words() {
  local strays
  strays=$(git grep --ignore-case --extended-regexp --line-number 'rota[t]' -- . \
    ':!domain/refresh_family.*' ':!app/usecases/grants/refresh_token_grant.*' \
    ':!ports/outbound/refresh_family_store.hpp' ':!adapters/*/refresh_family_store.hpp' ':!adapters/sql' \
    ':!adapters/memory' ':!tests' |
    grep --invert-match --extended-regexp 'rota[t]e[-_]secret' || true)
  if [[ -n $strays ]]; then
    printf '%s\n' "$strays" "say refresh, roll or replace: this word is the refresh rule's"
    return 1
  fi
}

# check NAME COMMAND: says how it went, and how long it took.
check() {
  local began=$SECONDS status
  set +e
  (set -e; "${@:2}")
  status=$?
  set -e
  if ((status == 0)); then
    echo "ok: $1 ($((SECONDS - began)) s)"
  else
    echo "FAILED: $1" >&2
    bad=$((bad + 1))
  fi
}

command_lint() {
  local bad=0
  if [[ ${1:-} == --deep ]]; then
    tidy_more="clang-analyzer-*"
    shift
  fi
  no_arguments lint "$@"
  need build format lint
  check "format (clang-format)" check_format
  check "shell (shellcheck)" check_shell
  check "names of functions in ./dev" check_function_names
  check "sizes of files" check_sizes
  check "words" check_words
  check "clang-tidy" check_tidy
  ((bad == 0)) || fail "$bad of the checks failed"
}

command_format() {
  no_arguments format "$@"
  need format
  all_sources | xargs clang-format-19 -i
}
