# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by ./dev; the parts of the bench share its state. The machine's limits, and the table in
# docs/performance.md.

performance_page=docs/performance.md

# What a limit that does not depend on the database was when it was asked first.
declare -A known_limits=()

# grouped NUMBER: 12345.6 as 12,346.
grouped() { printf '%.0f' "$1" | sed --regexp-extended ':a; s/^([0-9]+)([0-9]{3})/\1,\2/; ta'; }

# percent_of PART WHOLE
percent_of() { awk -v part="$1" -v whole="$2" 'BEGIN { printf "%.0f %%", 100 * part / whole }'; }

milliseconds() { awk -v us="$1" 'BEGIN { printf "%.1f", us / 1000 }'; }

# bare PROGRAM ARGUMENT…: the rate it reports.
bare() { "build/release/tests/bench/$1" "${@:2}" | awk '$1 == "result" { print $2 }'; }

# signatures_per_second ALGORITHM: of one process, by CPU time.
signatures_per_second() {
  openssl speed -seconds "$bench_limit_seconds" "$1" 2>/dev/null | awk 'END { print $(NF - 1) }'
}

# The same load on a loop that answers as many bytes and reads none.
bare_answers_per_second() {
  local bytes=1060 server
  timeout 60 build/release/tests/bench/bare_http "$bytes" >"$bench_folder/bare-port" &
  server=$!
  until [[ -s $bench_folder/bare-port ]]; do sleep 0.1; done
  bench_port=$(<"$bench_folder/bare-port") bench_seconds=$bench_limit_seconds
  (wrk_load "$bench_connections" /) | awk '$1 == "result" { print $2 }'
  kill -TERM "$server"
  wait "$server" 2>/dev/null || true
}

# bare_statements WHAT SESSIONS
bare_statements() { bare bare_database "$CHANCERY_DATABASE_URL" "$1" "$2" "$bench_limit_seconds"; }

# once NAME COMMAND…: sets limit to what the command printed, now or before.
once() {
  if [[ -z ${known_limits[$1]:-} ]]; then known_limits[$1]=$("${@:2}"); fi
  limit=${known_limits[$1]}
}

# machine_limit SCENARIO DATABASE: sets limit and limit_text.
machine_limit() {
  case $1-$2 in
    jwks-*)
      once jwks bare_answers_per_second
      limit_text="$(grouped "$limit") of a loop that reads nothing" ;;
    es256-*)
      once es256 signatures_per_second ecdsap256
      limit_text="$(grouped "$limit") signatures on one core" ;;
    rs256-*)
      once rs256 signatures_per_second rsa2048
      limit_text="$(grouped "$limit") signatures on one core" ;;
    code-flow-*)
      once rs256 signatures_per_second rsa2048
      limit_text="$(grouped "$limit") RS256 signatures on one core, one of which a flow needs" ;;
    login-*)
      once login_kept bare bare_hash "$(cores)" "$bench_limit_seconds" kept
      limit_text="$(grouped "$limit") in memory that is kept"
      once login bare bare_hash "$(cores)" "$bench_limit_seconds" fresh
      limit_text="$(grouped "$limit") argon2id on $(cores) threads, $limit_text" ;;
    refresh-sqlite)
      limit=$(bare_statements refresh 16)
      limit_text="$(grouped "$limit") find and update, 16 to a commit; $(
        grouped "$(bare_statements refresh 1)") one to a commit" ;;
    refresh-postgresql)
      limit=$(pgbench_refreshes)
      limit_text="$(grouped "$limit") pgbench, $pgbench_clients clients; $(
        grouped "$(bare_statements refresh 16)") find and update, 16 sessions" ;;
    refresh-pgbouncer-postgresql)
      limit=$(pgbench_refreshes)
      limit_text="$(grouped "$limit") pgbench, $pgbench_clients clients, without pgbouncer" ;;
    introspection-sqlite | introspection-new-sqlite)
      limit=$(bare_statements introspection 4)
      limit_text="$(grouped "$limit") selects, 4 sessions" ;;
    introspection-postgresql | introspection-new-postgresql)
      limit=$(bare_statements introspection 16)
      limit_text="$(grouped "$limit") selects, 16 sessions" ;;
  esac
}

begin_table() {
  cat >"$bench_folder/table" <<'HEAD'
| | on | per second | target | the machine's limit | of it | p50 ms | p99 ms | cores, server | cores, database | MiB | peak |
|---|---|--:|--:|---|--:|--:|--:|--:|--:|--:|--:|
HEAD
}

# add_row SCENARIO DATABASE RESIDENT PEAK
add_row() {
  local share database=$cpu_database
  share=$(percent_of "$rate" "$limit")
  if [[ $2 == sqlite ]]; then database=""; fi
  printf '| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n' \
    "${bench_titles[$1]}" "$2" "$(grouped "$rate")" "${bench_targets[$1-$2]:-${bench_targets[$1]:-}}" \
    "$limit_text" "$share" "$(milliseconds "$p50")" "$(milliseconds "$p99")" "$cpu_server" "$database" \
    "$3" "$4" >>"$bench_folder/table"
}

package_version() { dpkg-query --show --showformat='${Version}' "$1"; }

describe_machine() {
  local model memory
  model=$(lscpu | sed --quiet 's/^Model name: *//p' | head --lines=1)
  memory=$(awk '/^MemTotal/ { printf "%.0f", $2 / 1048576 }' /proc/meminfo)
  echo "$model, $(cores) cores, $memory GiB, Linux $(uname --kernel-release), OpenSSL" \
    "$(package_version libssl3), SQLite $(package_version libsqlite3-0), PostgreSQL" \
    "$(package_version postgresql-15), libsodium $(package_version libsodium23); commit" \
    "$(git describe --always --dirty 2>/dev/null || echo unknown), $(date --utc +'%F %R') UTC."
}

# replace_part NAME FILE: what stands in the page between the marks of NAME becomes the file.
replace_part() {
  awk -v begin="<!-- $1: begin -->" -v end="<!-- $1: end -->" -v file="$2" '
    $0 == begin { print; while ((getline line < file) > 0) print line; skips = 1 }
    $0 == end { skips = 0 }
    !skips || $0 == end { if ($0 != begin) print }' "$performance_page" >"$bench_folder/page"
  cat "$bench_folder/page" >"$performance_page"
}

# Whether everything was measured, on the program of this tree.
is_complete() {
  ((${#wanted[@]} == ${#bench_scenarios[@]} && ${#databases[@]} == ${#bench_databases[@]})) &&
    [[ $bench_program == build/release/app/chancery ]]
}

# publish_table: a part of the scenarios is shown only; all of them replace what the page has.
publish_table() {
  {
    describe_machine
    echo "The load generator on the same cores; the median of $bench_runs runs of $bench_seconds s."
    echo
    cat "$bench_folder/table"
  } >"$bench_folder/results"
  say "results"
  cat "$bench_folder/results"
  if is_complete; then
    replace_part results "$bench_folder/results"
    say "written to $performance_page"
  else
    say "not written to $performance_page: only ./dev bench without a scenario does that"
  fi
}
