# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by ./dev. The database stops answering without ending a connection, and goes on later.

nodes_frozen() {
  local before after
  start_nodes
  start_load 300 32 4
  sleep 3
  measure_jwks
  declare -A calm=()
  read_probe calm
  freeze_and_thaw  # every pool has been as large as it gets
  before=$(held_by_nodes)
  freeze_and_thaw
  after=$(held_by_nodes)
  end_load
  echo "  threads, and descriptors beside the database's connections: $before between two freezes, $after after"
  claim "threads left over" $((${after% *} - ${before% *})) -le 0
  # The proxy's connections come and go; what a failed request left behind would be a hundred.
  claim "descriptors left over" $((${after#* } - ${before#* })) -le 32
  claim "connections to the database, of $nodes_count nodes" "$(database_connections)" -le $((16 * nodes_count))
  finish_nodes
}

# freeze_and_thaw: and what apps see of it. By the time of the look the circuit is open: whoever does not
# happen to try the database for the others is told at once.
freeze_and_thaw() {
  mark_load
  every_postgres STOP
  sleep 4  # until whatever waits has waited long enough
  measure_jwks
  declare -A frozen=()
  read_probe frozen
  measure_refusals
  declare -A refusals=()
  read_probe refusals
  mark_load
  claim "503 while it is frozen" "${mark[failures]}" -gt 0
  claim "the slowest of them, in ms" "${mark[slowest_failure]}" -le 3500
  claim "answers other than 503 while it is frozen, of ${refusals[asked]}" $((refusals[asked] - refusals[unavailable])) -eq 0
  claim "503: 50 of 100 within ${refusals[p50]} µs, and 99 within" "${refusals[p99]}" -le 5000
  claim "JWKS refused while it is frozen, of ${frozen[asked]}" "${frozen[refused]}" -eq 0
  claim "JWKS: before 50 of 100 within ${calm[p50]} µs and 99 within ${calm[p99]}; while frozen 50 within" \
    "${frozen[p50]}" -le $((2 * calm[p50] + 500))
  claim "99 within" "${frozen[p99]}" -le $((3 * calm[p99] + 5000))
  every_postgres CONT
  sleep 6
  mark_load
  claim "the last failure after the thaw, in ms" "${mark[last]}" -le 2000
}

# measure_jwks: at one node, five seconds.
measure_jwks() {
  build/release/tests/cluster/cluster_probe "${nodes_ports[0]}" /.well-known/jwks.json 5 >"$nodes_folder/probe"
}

# measure_refusals: of what needs the database, at the same node, for five seconds.
measure_refusals() {
  build/release/tests/cluster/cluster_probe "${nodes_ports[0]}" /oauth2/token 5 \
    "grant_type=refresh_token&client_id=app&refresh_token=x" >"$nodes_folder/probe"
}

# read_probe ARRAY
read_probe() {
  local -n probed=$1
  local name number
  while read -r name number; do probed["$name"]=$number; done <"$nodes_folder/probe"
}

# database_connections: those that the nodes hold.
database_connections() {
  look_at "$pair_primary"
  sql --command "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'chancery'"
}

# held_by_nodes: threads of all of them, and file descriptors beside the database's connections.
held_by_nodes() {
  local pid threads=0 descriptors=0 open
  for pid in "${nodes_pids[@]}"; do
    threads=$((threads + $(awk '/^Threads:/ { print $2 }' "/proc/$pid/status")))
    open=("/proc/$pid/fd/"*)
    descriptors=$((descriptors + ${#open[@]}))
  done
  echo "$threads $((descriptors - $(database_connections)))"
}
