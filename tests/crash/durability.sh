# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by ./dev. SIGKILL leaves what the kernel has been given, a power cut does not. So strace shows
# that no answer leaves before its commit was synchronised to the disk: for one app exactly, for many that
# a synchronisation lay between, and who reads a trace cannot tell whose it was.

crash_durability() {
  # PostgreSQL may answer before it has synchronised, if the cluster is so configured; not to us.
  crash_cluster_options=(-c synchronous_commit=off)
  use_database
  add_records
  if [[ $crash_engine == postgresql ]]; then trace_cluster; fi
  trace_server "$crash_folder/server.trace"
  wait_until_serving
  refresh_for_a_while 1
  refresh_for_a_while 16
  finish_server
  await_end "$crash_tracer"
  "durability_on_$crash_engine"
}

refresh_asked='recvfrom.*grant_type=refresh_token'
refresh_answered='sendto.*"HTTP/1.1 200'
log_synchronised='fdatasync.*chancery.db-wal'
# Counts of guesses are not waited for: docs/decisions/relaxed-attempts.md. Only their trips say this first.
attempts_answered='sendto.*set_config.*off.*UPDATE 1'

durability_on_sqlite() {
  claim_order "answers of the program" "$crash_folder/server.trace" request \
    "$refresh_asked" "$refresh_answered" "$log_synchronised"
  kill_between_write_and_sync
}

durability_on_postgresql() {
  stop_cluster
  await_end "$cluster_tracer"
  claim_order "answers of the program" "$crash_folder/server.trace" request \
    "$refresh_asked" "$refresh_answered" 'recvfrom.*UPDATE 1'
  claim_order "answers of PostgreSQL" "$crash_folder/cluster.trace" request \
    'recvfrom' 'sendto.*UPDATE 1' 'fdatasync.*/pg_wal/' "$attempts_answered"
}

# What was written but never synchronised is there after SIGKILL. It must be synchronised before
# somebody is told of it.
kill_between_write_and_sync() {
  local status=0
  boot_server
  wait_until_serving
  start_apps 1 1 0 0
  kill_server
  boot_server strace -D -f --quiet=all --output=/dev/null --trace-path="$crash_folder/database/chancery.db-wal" \
    --trace=fdatasync --inject=fdatasync:signal=KILL:when=3
  wait "$crash_server" 2>/dev/null || status=$?
  claim "how the program ended at a synchronisation" "$status" -eq 137
  trace_server "$crash_folder/next.trace"
  wait_until_serving
  end_apps
  finish_server
  await_end "$crash_tracer"
  claim_order "answers after that" "$crash_folder/next.trace" start \
    "$refresh_asked" "$refresh_answered" "$log_synchronised"
  claim "logins lost" "${facts[logins_lost]}" -eq 0
}

# trace_server FILE
trace_server() {
  boot_server strace -D "${durability_tracing[@]}" --output="$1"
  await_traced "$crash_server"
}

# Those that PostgreSQL starts from now on too, and those that it has: the one that writes the log in the
# background may be who synchronises a commit.
trace_cluster() {
  local pid processes=()
  for pid in "$cluster_postmaster" $(pgrep --parent "$cluster_postmaster"); do processes+=(--attach="$pid"); done
  strace "${durability_tracing[@]}" --output="$crash_folder/cluster.trace" "${processes[@]}" &
  await_traced "$cluster_postmaster"
  cluster_tracer=$crash_tracer
}

durability_tracing=(-f -yy --quiet=all --string-limit=512 "--trace=recvfrom,sendto,fdatasync")

# await_traced PID: leaves the tracer in crash_tracer.
await_traced() {
  local attempt
  for ((attempt = 0; attempt < 100; attempt++)); do
    crash_tracer=$(sed --quiet 's/^TracerPid:\t//p' "/proc/$1/status")
    if ((crash_tracer > 0)); then return; fi
    sleep 0.05
  done
  fail "strace may not trace here" "run this scenario as root, or allow ptrace"
}

# await_end TRACER: which ends after what it traces; the trace is whole then.
await_end() {
  tail --pid="$1" --follow /dev/null
  crash_tracer=""
}

# refresh_for_a_while APPS
refresh_for_a_while() {
  start_apps "$1" 1 0 0
  sleep 1
  end_apps
}

# claim_order WHAT TRACE SINCE REQUEST ANSWER EFFECT [RELAXED]: patterns of system calls; order.awk says more.
claim_order() {
  local answers early
  read -r answers early < <(awk -v since="$3" -v request="$4" -v answer="$5" -v effect="$6" \
    -v relaxed="${7:-}" -f tests/crash/order.awk "$2")
  claim "$1" "$answers" -gt 0
  claim "$1 that came before their commit was on the disk" "$early" -eq 0
}
