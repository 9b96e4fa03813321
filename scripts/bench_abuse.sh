# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by ./dev; the parts of the bench share its state. What an attacker can learn from the time of
# an answer, and what a storm of logins does to everybody else.

bench_samples=10000
bench_storm_accounts=2000
bench_storm_logins=500
bench_storm_refreshes=50

# import_accounts COUNT STEP: user-000000@example.org and so on, all with the password of the bench,
# which is hashed once.
import_accounts() {
  local hash
  hash=$("$bench_program" user export --with-password-hashes |
    sed --quiet 's/.*"password_hash":"\([^"]*\)".*/\1/p' | head -n 1)
  seq 0 "$2" "$(($1 - 1))" | awk -v hash="$hash" '{
    printf "{\"email\":\"user-%06d@example.org\",\"email_verified\":true,\"password_hash\":\"%s\"}\n", $1, hash
  }' | "$bench_program" user import - >/dev/null
}

# enumeration KIND: one line of the results.
enumeration() {
  local word there missing t p
  read -r word there missing t p < <(
    build/release/tests/bench/enumeration_driver "$bench_port" "$1" "$bench_samples" | tail -n 1)
  [[ ${word:-} == result ]] || fail "the load failed" "the server's log: $bench_log"
  echo "  $1: $there µs with an account, $missing µs without, t = $t, p = $p"
  printf '| %s | %.1f | %.1f | %.2f | %.3f | p > 0.01 |\n' "$1" "$there" "$missing" "$t" "$p" >>"$bench_folder/enumeration"
}

# Each number of samples is half with, half without an account.
run_enumeration() {
  local kind
  use_sqlite
  make_records
  import_accounts "$bench_samples" 2
  mkdir "$bench_folder/mail"
  export CHANCERY_MAIL_URL=file:$bench_folder/mail CHANCERY_REQUIRE_VERIFIED_EMAIL=on
  printf '| request | µs with an account | µs without | t | p | target |\n|---|--:|--:|--:|--:|---|\n' \
    >"$bench_folder/enumeration"
  say "the time of $(grouped "$bench_samples") answers each, half of them about accounts that are there"
  start_server
  for kind in login forgot-password register; do enumeration "$kind"; done
  stop_server
  {
    describe_machine
    echo
    cat "$bench_folder/enumeration"
  } >"$bench_folder/results"
  replace_part enumeration "$bench_folder/results"
  say "written to $performance_page"
}

# hash_limits: hashes a second as libsodium does them by itself, and in memory that is kept.
hash_limits() {
  echo "$(bare bare_hash "$(cores)" "$bench_limit_seconds" fresh) $(bare bare_hash "$(cores)" "$bench_limit_seconds" kept)"
}

# mean_of A B
mean_of() { awk -v a="$1" -v b="$2" 'BEGIN { print (a + b) / 2 }'; }

# What else a machine does changes its limit within a minute: it is taken before and after.
run_storm() {
  local word quiet50 quiet99 storm50 storm99 offered served refused fresh kept fresh_after kept_after
  use_sqlite
  make_records
  import_accounts "$bench_storm_accounts" 1
  bench_limit_seconds=$bench_seconds
  read -r fresh kept < <(hash_limits)
  say "$bench_storm_logins logins a second beside $bench_storm_refreshes refreshes, $bench_seconds s"
  start_server
  BENCH_PASSWORD=$bench_password build/release/tests/bench/storm_driver "$bench_port" app \
    "$bench_storm_accounts" "$bench_storm_logins" "$bench_storm_refreshes" "$bench_seconds" \
    >"$bench_folder/storm" || fail "the load failed" "the server's log: $bench_log"
  stop_server
  read -r fresh_after kept_after < <(hash_limits)
  fresh=$(mean_of "$fresh" "$fresh_after")
  kept=$(mean_of "$kept" "$kept_after")
  {
    read -r word quiet50 quiet99
    read -r word storm50 storm99
    read -r word offered served refused
  } <"$bench_folder/storm"
  {
    describe_machine
    echo
    echo "| | figure | target |"
    echo "|---|--:|---|"
    echo "| logins offered a second | $(grouped "$offered") | $bench_storm_logins |"
    echo "| served | $(grouped "$served"), $(percent_of "$served" "$fresh") of the $(grouped "$fresh") of bare argon2id | 90 % |"
    echo "| | $(percent_of "$served" "$kept") of the $(grouped "$kept") of bare argon2id in memory that is kept | |"
    echo "| refused, with \`Retry-After\` | $(grouped "$refused") | the rest |"
    echo "| refreshes, p50 and p99 in ms, quiet | $(milliseconds "$quiet50"), $(milliseconds "$quiet99") | |"
    echo "| in the storm | $(milliseconds "$storm50"), $(milliseconds "$storm99") | p99 at most twice the quiet one |"
  } >"$bench_folder/results"
  cat "$bench_folder/results"
  replace_part storm "$bench_folder/results"
  say "written to $performance_page"
}
