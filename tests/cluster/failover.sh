# shellcheck shell=bash disable=SC2154
# Sourced by ./dev. The primary is killed under load and the standby promoted, again and again; apps ask
# again, as apps do.

nodes_failover() {
  local failover longest=0
  start_nodes
  start_load 500 32 4
  for ((failover = 1; failover <= nodes_failovers; failover++)); do
    sleep 1
    mark_load
    fail_over
    attach_standby $((1 - pair_primary))
    sleep 1
    mark_load
    printf '  failover %2d: errors for %5d ms, %4d attempts failed, the slowest after %5d ms\n' \
      "$failover" "${mark[window]}" "${mark[failures]}" "${mark[slowest_failure]}"
    if ((mark[window] > longest)); then longest=${mark[window]}; fi
  done
  end_load
  finish_nodes
  fact failovers "$nodes_failovers"
  claim "requests a second, of 500 asked for" "${facts[per_second]}" -gt 50
  claim "the longest error window of $nodes_failovers failovers, in ms" "$longest" -lt 30000
}
