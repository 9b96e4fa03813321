# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by ./dev; the parts of the bench share its state. What the program does in a second, and
# beside it what the machine could do without the program. docs/performance.md says how to read it.

bench_scenarios=(jwks es256 rs256 refresh refresh-pgbouncer introspection introspection-new login
  code-flow)
bench_databases=(sqlite postgresql)
bench_connections=32
bench_login_connections=8
bench_tokens=10000
# More than the server remembers to have verified, so that each is new to it when its turn comes again.
bench_new_tokens=70000
bench_limit_seconds=3
bench_redirect_uri=https://app.example/callback

declare -A bench_titles=(
  [jwks]="JWKS" [es256]="client credentials, ES256" [rs256]="client credentials, RS256"
  [refresh]="refresh" [refresh-pgbouncer]="refresh through pgbouncer" [introspection]="introspection" [introspection-new]="introspection, each token new"
  [login]="login" [code-flow]="code flow"
)

declare -A bench_targets=(
  [jwks]="60,000/s" [es256]="40 % of bare" [rs256]="70 % of bare" [introspection]="10,000/s"
  [login]="90 % of bare" [refresh-sqlite]="8,000/s" [refresh-postgresql]="50 % of pgbench"
)

basic() { printf '%s:%s' "$1" "$bench_secret" | base64 --wrap=0; }

# Loads: each prints "began", and at its end "result RATE P50_US P99_US ERRORS".

wrk_load() {
  echo began
  exec wrk --threads 1 --connections "$1" --duration "${bench_seconds}s" --timeout 10s --latency \
    --script tests/bench/wrk/requests.lua "http://127.0.0.1:$bench_port$2"
}

token_load() { BENCH_BASIC=$(basic "$1") BENCH_BODY=grant_type=client_credentials wrk_load "$2" /oauth2/token; }

# refresh_load CHAINS SECONDS [TOKENS COUNT]
refresh_load() {
  BENCH_PASSWORD=$bench_password exec build/release/tests/bench/refresh_driver "$bench_port" app ann \
    "$bench_connections" "$@"
}

load_jwks() { wrk_load "$bench_connections" /.well-known/jwks.json; }
load_es256() { token_load es256 "$bench_connections"; }
load_rs256() { token_load rs256 "$bench_connections"; }
load_refresh() { refresh_load "$bench_connections" "$bench_seconds"; }
load_refresh-pgbouncer() { load_refresh; }
load_introspection() {
  BENCH_BASIC=$(basic api) BENCH_TOKENS=$bench_folder/tokens wrk_load "$bench_connections" /oauth2/introspect
}
load_introspection-new() { load_introspection; }
load_login() {
  BENCH_BODY="grant_type=password&client_id=app&username=ann&password=$bench_password" \
    wrk_load "$bench_login_connections" /oauth2/token
}

load_code-flow() {
  BENCH_PASSWORD=$bench_password exec build/release/tests/bench/code_flow_driver "$bench_port" web \
    "$bench_redirect_uri" ann "$bench_connections" "$bench_seconds"
}

# prepare SCENARIO: what must be there before the load begins.
prepare() {
  local count=$bench_tokens
  if [[ $1 != introspection* ]]; then return; fi
  if [[ $1 == introspection-new ]]; then count=$bench_new_tokens; fi
  rm -f "$bench_folder/tokens"
  (refresh_load "$bench_connections" 60 "$bench_folder/tokens" "$count") >/dev/null
}

# measure LOAD: one run. Sets rate, p50, p99 and the cores that server and database were busy on.
measure() {
  local word output began ended errors server database
  rate=""
  exec {output}< <("$1" 2>"$bench_folder/load.log")
  bench_load=$!
  if read -r word <&"$output" && [[ $word == began ]]; then
    began=$EPOCHREALTIME server=$(server_ticks) database=$(database_ticks)
    while read -r word rate p50 p99 errors <&"$output" && [[ $word != result ]]; do rate=""; done
    ended=$EPOCHREALTIME
  fi
  exec {output}<&-
  wait "$bench_load" || rate=""
  bench_load=""
  if [[ -z $rate || $errors != 0 ]]; then
    cat "$bench_folder/load.log" >&2
    fail "the load failed, or not every answer was 200 (${errors:-?} were not)" "the server's log: $bench_log"
  fi
  cpu_server=$(cores_used "$server" "$(server_ticks)" "$began" "$ended")
  cpu_database=$(cores_used "$database" "$(database_ticks)" "$began" "$ended")
}

# median: of the lines on its input, the one in the middle by their first number.
median() { sort --numeric-sort | awk '{ line[NR] = $0 } END { print line[int((NR + 1) / 2)] }'; }

# measure_scenario SCENARIO: the median of the runs, in the same variables.
measure_scenario() {
  local run lines=""
  for ((run = 1; run <= bench_runs; run++)); do
    measure "load_$1"
    echo "  run $run: $(grouped "$rate")/s, p50 $(milliseconds "$p50") ms, p99 $(milliseconds "$p99") ms"
    lines+="$rate $p50 $p99 $cpu_server $cpu_database"$'\n'
  done
  read -r rate p50 p99 cpu_server cpu_database < <(printf '%s' "$lines" | median)
}

# run_scenario SCENARIO DATABASE: a server of its own, then the limit without any.
run_scenario() {
  local resident peak lost
  say "${bench_titles[$1]} on $2"
  if [[ $1 == *-pgbouncer ]]; then start_bench_pooler; fi
  start_server
  prepare "$1"
  measure_scenario "$1"
  read -r resident peak < <(server_memory)
  stop_server
  stop_bench_pooler
  lost=$(lost_log_lines)
  if ((lost > 0)); then echo "  the log lost $lost lines: the disk was too slow"; fi
  machine_limit "$1" "$2"
  echo "  limit: $limit_text"
  add_row "$1" "$2" "$resident" "$peak"
}

run_database() {
  local scenario
  "use_$1"
  make_records
  for scenario in "${bench_scenarios[@]}"; do
    if [[ $1 == sqlite && $scenario == *-pgbouncer ]]; then continue; fi
    if [[ " ${wanted[*]} " == *" $scenario "* ]]; then run_scenario "$scenario" "$1"; fi
  done
}

parse_bench() {
  bench_seconds=8 bench_runs=3 bench_families=10000000 bench_logins=5000 bench_program=build/release/app/chancery
  while (($# > 0)); do
    case $1 in
      --seconds | --runs | --families | --logins)
        [[ ${2:-} =~ ^[1-9][0-9]{0,8}$ ]] || fail "$1 takes a number" "./dev bench $1 4" 2
        printf -v "bench_${1#--}" %s "$2"
        shift ;;
      --on)
        [[ " ${bench_databases[*]} " == *" ${2:-} "* ]] || fail "--on takes sqlite or postgresql" "" 2
        databases=("$2")
        shift ;;
      --program)
        [[ -x ${2:-} ]] || fail "--program takes an executable, to compare two builds" "" 2
        bench_program=$2
        shift ;;
      families | year | storm | enumeration | import) wanted_other=$1 ;;
      *)
        [[ " ${bench_scenarios[*]} " == *" $1 "* ]] ||
          fail "no scenario $1" "known are: ${bench_scenarios[*]} families year storm enumeration import" 2
        wanted+=("$1") ;;
    esac
    shift
  done
  if ((${#wanted[@]} == 0)); then wanted=("${bench_scenarios[@]}"); fi
  if ((${#databases[@]} == 0)); then databases=("${bench_databases[@]}"); fi
}

command_bench() {
  local wanted=() databases=() wanted_other="" database
  parse_bench "$@"
  need build run test bench
  say "building"
  configure release -DCHANCERY_TESTS=ON
  build release chancery bench_programs
  open_bench_folder
  if [[ -n $wanted_other ]]; then
    "run_$wanted_other"
    return
  fi
  begin_table
  for database in "${databases[@]}"; do run_database "$database"; done
  publish_table
}
