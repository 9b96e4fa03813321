# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by ./dev; the parts of the bench share its state. Whether refreshes become slower as logins
# accumulate.

# As many chains take turns, so that they touch pages all over the table.
bench_chains=1024
bench_few_families=10000

load_chains() { refresh_load "$bench_chains" "$bench_seconds"; }

# measure_families COUNT: sets rate and p99 beside so many logins. The server starts anew, since
# the logins it knows come and go with the table.
measure_families() {
  local run lines="" began=$SECONDS
  say "$(grouped "$1") logins in PostgreSQL"
  start_server
  (refresh_load "$bench_chains" 1) >/dev/null
  sql --variable families="$1" --file tests/bench/families.sql >/dev/null
  echo "  made in $((SECONDS - began)) s, $(sql --command "SELECT pg_size_pretty(pg_total_relation_size('refresh_families'))")"
  for ((run = 1; run <= bench_runs; run++)); do
    measure load_chains
    echo "  run $run: $(grouped "$rate")/s, p50 $(milliseconds "$p50") ms, p99 $(milliseconds "$p99") ms"
    lines+="$rate $p50 $p99"$'\n'
  done
  read -r rate p50 p99 < <(printf '%s' "$lines" | median)
  stop_server
  printf '| %s | %s | %s | %s |\n' "$(grouped "$1")" "$(grouped "$rate")" "$(milliseconds "$p50")" \
    "$(milliseconds "$p99")" >>"$bench_folder/families"
}

run_families() {
  local few_rate
  use_postgresql
  make_records
  printf '| logins | refreshes per second | p50 ms | p99 ms |\n|--:|--:|--:|--:|\n' >"$bench_folder/families"
  measure_families "$bench_few_families"
  few_rate=$rate
  measure_families "$bench_families"
  {
    describe_machine
    echo "The median of $bench_runs runs of $bench_seconds s, $bench_chains chains in turn on $bench_connections connections."
    echo
    cat "$bench_folder/families"
    echo
    echo "Slower by a factor of $(awk -v few="$few_rate" -v many="$rate" 'BEGIN { printf "%.2f", few / many }') (target: at most 1.2)."
  } >"$bench_folder/results"
  say "results"
  cat "$bench_folder/results"
  replace_part families "$bench_folder/results"
  say "written to $performance_page"
}
