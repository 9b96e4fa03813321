# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by ./dev. Whether several nodes on one PostgreSQL do what one does, whatever becomes of any of
# them. Each scenario is a file of tests/cluster and runs in a world of its own.

nodes_scenarios=(failover restart keys frozen revocation migrate)
nodes_record=build/nodes.record

for nodes_scenario in "${nodes_scenarios[@]}"; do
  # shellcheck source=/dev/null
  source "tests/cluster/$nodes_scenario.sh"
done

# nodes_one SCENARIO: in a shell of its own; one that breaks counts as one failed claim.
nodes_one() {
  local status began=$SECONDS
  say "$1"
  set +e
  (
    set -e
    begin_nodes "$1"
    "nodes_$1"
  )
  status=$?
  set -e
  if ((status > 128)); then exit "$status"; fi
  if ((status != 0)); then echo "FAILED $1 nodes it broke" >>"$nodes_record"; fi
  echo "  $((SECONDS - began)) s"
}

# The counts that options change.
set_nodes_defaults() { nodes_failovers=20 nodes_restarts=10 nodes_minutes=15 nodes_revocations=1000; }

parse_nodes() {
  set_nodes_defaults
  while (($# > 0)); do
    case $1 in
      --failovers | --restarts | --minutes | --revocations)
        is_count "${2:-}" || fail "$1 takes a number" "./dev cluster $1 5" 2
        printf -v "nodes_${1#--}" %s "$2"
        shift ;;
      *)
        [[ " ${nodes_scenarios[*]} " == *" $1 "* ]] ||
          fail "no scenario $1" "known are: ${nodes_scenarios[*]}" 2
        wanted+=("$1") ;;
    esac
    shift
  done
  if ((${#wanted[@]} == 0)); then wanted=("${nodes_scenarios[@]}"); fi
}

# run_nodes SCENARIO…: false when a claim was not kept.
run_nodes() {
  local scenario
  : >"$nodes_record"
  trap 'exit 130' INT
  trap 'exit 143' TERM
  for scenario in "$@"; do nodes_one "$scenario"; done
  ! grep --quiet '^FAILED ' "$nodes_record"
}

# nodes_briefly: the part of ./dev test, less than a minute.
nodes_briefly() {
  set_nodes_defaults
  nodes_failovers=1 nodes_restarts=1 nodes_revocations=48
  run_nodes failover restart revocation migrate
}

command_cluster() {
  local wanted=()
  parse_nodes "$@"
  need build run test crash cluster
  if [[ " ${wanted[*]} " == *" keys "* ]]; then
    need_node
    npm ci --prefix tests/interop --no-audit --no-fund --loglevel=error </dev/null
  fi
  say "building"
  configure release -DCHANCERY_TESTS=ON
  build release chancery cluster_programs
  run_nodes "${wanted[@]}"
}
