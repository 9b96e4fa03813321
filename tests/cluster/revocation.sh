# shellcheck shell=bash disable=SC2154
# Sourced by ./dev. What is ended at one node, or by a command, the others refuse within a second.

nodes_revocation() {
  local name number
  declare -A counts=()
  start_nodes
  build/release/tests/cluster/cluster_revocations "${nodes_ports[@]}" "$nodes_revocations" \
    "$PWD/$nodes_program" >"$nodes_folder/revocations"
  while read -r name number; do
    counts[$name]=$number
    fact "$name" "$number"
  done <"$nodes_folder/revocations"
  claim "ended" "${counts[ended]}" -eq "$nodes_revocations"
  claim "refused later than after a second, of ${counts[looks]} looks at other nodes" "${counts[late]}" -eq 0
  claim "refused too early, or too much of it" "${counts[surprises]}" -eq 0
  claim "the slowest refusal in ms, half of them within ${counts[p50]}, 99 of 100 within ${counts[p99]}" \
    "${counts[slowest]}" -le 1000
  finish_nodes
}
