# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by ./dev; the parts of the bench share its state. What a year of daily refreshes leaves in a
# database.

# live_a_year DATABASE: a row of the table.
live_a_year() {
  local word stored began before after seconds
  say "a year of $(grouped "$bench_logins") logins on $1"
  "use_$1"
  build/release/tests/bench/simulated_year "$CHANCERY_DATABASE_URL" "$bench_logins" |
    tee "$bench_folder/year.log"
  read -r word stored began before after seconds < <(tail --lines=1 "$bench_folder/year.log")
  [[ $word == result ]] || fail "the year came to no end"
  printf '| %s | %s | %s | %s | %s | %s |\n' "$1" "$(grouped "$began")" "$(grouped "$stored")" \
    "$before" "$after" "$(awk -v a="$after" -v b="$before" 'BEGIN { printf "%.2f", a / b }')" \
    >>"$bench_folder/year"
}

run_year() {
  local database
  {
    echo "| database | logins in the year | stored at its end | bytes a login, first day | last day | factor |"
    echo "|---|--:|--:|--:|--:|--:|"
  } >"$bench_folder/year"
  for database in "${databases[@]}"; do live_a_year "$database"; done
  {
    describe_machine
    echo "$(grouped "$bench_logins") live logins, refreshed 365 times; the table with its indexes, PostgreSQL after \`VACUUM\`."
    echo
    cat "$bench_folder/year"
  } >"$bench_folder/results"
  say "results"
  cat "$bench_folder/results"
  if ((${#databases[@]} == ${#bench_databases[@]})); then
    replace_part year "$bench_folder/results"
    say "written to $performance_page"
  fi
}
