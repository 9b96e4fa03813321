# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by ./dev. The file system of the database runs full under the load, and has room again; the
# program stays. PostgreSQL gives up when it cannot write its log, and is started again.

crash_disk() {
  mount_database 160m
  # Small files of the log: it soon needs another one.
  use_database --wal-segsize=1
  add_records
  boot_server
  wait_until_serving
  start_apps 8 4 2 2
  fill_database
  wait_for_apps unavailable
  pause_at_most 2000
  rm "$crash_folder/database/ballast"
  if [[ $crash_engine == postgresql ]]; then
    stop_cluster immediate
    restart_cluster
  fi
  end_apps
  finish_server
  fact faults 1
  claim_server_stayed
  claim_logins_live
  claim_rows_whole
}

# mount_database SIZE
mount_database() {
  mkdir "$crash_folder/database"
  mount -t tmpfs -o "size=$1,mode=700" tmpfs "$crash_folder/database" ||
    fail "a small file system cannot be mounted" "run this scenario as root"
  crash_mount=$crash_folder/database
}

# To the last byte.
fill_database() { cat /dev/zero >"$crash_folder/database/ballast" 2>/dev/null || true; }
