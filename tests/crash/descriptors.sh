# shellcheck shell=bash disable=SC2154
# Sourced by ./dev. Idle connections take every file descriptor that the program may have. Who has a
# connection goes on, who wants one is refused at once, and when the idle ones go all is well again.

crash_descriptors() {
  local limit=96 idle=() socket used
  use_database
  add_records
  boot_server prlimit --nofile="$limit"
  wait_until_serving
  start_apps 8 4 1 2
  trap '' PIPE  # of those that are turned away
  for ((socket = 0; socket < limit; socket++)); do open_idle_connection; done
  wait_for_descriptors "$((limit - 2))"
  claim "descriptors in use, of $limit" "$used" -ge $((limit - 2))
  claim "a new connection" "$(new_connection)" = closed
  pause_at_most 2000
  for socket in "${idle[@]}"; do exec {socket}>&-; done
  wait_until_serving
  end_apps
  finish_server
  fact faults "${#idle[@]}"
  claim_logins_live
  claim_rows_whole
}

# One that has had its answer stays open; a new one would have to ask within seconds.
open_idle_connection() {
  local socket
  exec {socket}<>"/dev/tcp/127.0.0.1/$crash_port"
  idle+=("$socket")
  { printf 'GET /health/live HTTP/1.1\r\nHost: idle\r\n\r\n' >&"$socket"; } 2>/dev/null || true
}

# new_connection: what becomes of one, by curl's status.
new_connection() {
  local status=0
  curl --silent --output /dev/null --max-time 5 "$crash_url/health/live" || status=$?
  case $status in
    0) echo answered ;;
    52 | 56) echo closed ;;
    *) echo "$status" ;;
  esac
}

# wait_for_descriptors COUNT: sets used.
wait_for_descriptors() {
  local attempt
  for ((attempt = 0; attempt < 100; attempt++)); do
    used=$(find "/proc/$crash_server/fd" -mindepth 1 | wc --lines)
    if ((used >= $1)); then return; fi
    sleep 0.05
  done
  fail "the server uses $used descriptors only, not $1"
}
