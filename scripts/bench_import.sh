# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by ./dev; the parts of the bench share its state. How fast accounts come over from another
# system.

bench_rows=100000

# legacy_rows COUNT: accounts whose hashes are those of tests/support/password_hashes.tsv in turn.
legacy_rows() {
  awk -F '\t' -v count="$1" '
    { hash[NR - 1] = $4 }
    END {
      for (i = 0; i < count; ++i) {
        printf "{\"email\":\"user-%06d@example.org\",\"username\":\"user%d\",\"email_verified\":true," \
               "\"created_at\":\"2020-02-03T04:05:06Z\",\"password_hash\":\"%s\"}\n", i, i, hash[i % NR]
      }
    }' tests/support/password_hashes.tsv
}

# import_run NAME ARGUMENT…: one line of the results.
import_run() {
  local began=$EPOCHREALTIME counts took
  counts=$("$bench_program" user import "$bench_folder/rows" "${@:2}" | awk '{ printf "%s%s %s", sep, $2, $1; sep = ", " }') ||
    fail "the import failed" "$counts"
  took=$(awk -v began="$began" -v ended="$EPOCHREALTIME" 'BEGIN { printf "%.2f", ended - began }')
  echo "  $1: $took s, $counts"
  printf '| %s | %s | %s | %s |\n' "$1" "$took" \
    "$(grouped "$(awk -v rows="$bench_rows" -v took="$took" 'BEGIN { print rows / took }')")" "$counts" \
    >>"$bench_folder/import"
}

run_import() {
  local database
  legacy_rows "$bench_rows" >"$bench_folder/rows"
  printf '| | seconds | rows per second | verdicts |\n|---|--:|--:|---|\n' >"$bench_folder/import"
  for database in "${databases[@]}"; do
    "use_$database"
    if [[ $database == sqlite ]]; then "$bench_program" migrate up >/dev/null; fi
    say "$(grouped "$bench_rows") accounts into $database"
    import_run "$database, \`--dry-run\`" --dry-run
    import_run "$database"
    import_run "$database, again"
  done
  {
    describe_machine
    echo
    cat "$bench_folder/import"
  } >"$bench_folder/results"
  replace_part import "$bench_folder/results"
  say "written to $performance_page"
}
