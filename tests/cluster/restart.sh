# shellcheck shell=bash disable=SC2154
# Sourced by ./dev. Each node in turn is told to end, and started anew, under load: nobody notices.

nodes_restart() {
  local round node failed=0
  export CHANCERY_SHUTDOWN_DELAY=3s
  start_nodes
  start_load 1000 64 4
  for ((round = 1; round <= nodes_restarts; round++)); do
    mark_load
    for ((node = 0; node < nodes_count; node++)); do
      finish_node "$node"
      start_node "$node"
      await_node "$node"
      sleep 1.5  # until the proxy has seen it
    done
    mark_load
    failed=$((failed + mark[failures]))
    printf '  restart %2d: %d attempts failed, the slowest answer took %d ms\n' "$round" "${mark[failures]}" \
      "${mark[slowest_answer]}"
  done
  end_load
  finish_nodes
  fact restarts "$nodes_restarts"
  claim "failed requests in $nodes_restarts restarts of all nodes, at ${facts[per_second]} a second" \
    "$failed" -eq 0
}
