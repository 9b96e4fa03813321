# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by ./dev. Whether logins outlive what may befall the program, its database and its disk.
# Each scenario is a file of tests/crash and runs in a world of its own.

crash_scenarios=(kill birth postgres disk descriptors durability race)
crash_engines=(sqlite postgresql)
crash_record=build/crash.record

for crash_scenario in "${crash_scenarios[@]}"; do
  # shellcheck source=/dev/null
  source "tests/crash/$crash_scenario.sh"
done

# crash_one SCENARIO ENGINE: in a shell of its own; one that breaks counts as one failed claim.
crash_one() {
  local status began=$SECONDS
  say "$1 on $2"
  set +e
  (
    set -e
    begin_world "$1" "$2"
    "crash_$1"
  )
  status=$?
  set -e
  if ((status > 128)); then exit "$status"; fi
  if ((status != 0)); then echo "FAILED $1 $2 it broke" >>"$crash_record"; fi
  echo "  $((SECONDS - began)) s"
}

crash_table() {
  awk -v columns="faults refreshes asked_twice newcomers answers_lost connects_refused unavailable logins_lost logins_forked without_owner" '
    BEGIN {
      count = split(columns, column, " ")
      line = "| scenario | on |"; rule = "|---|---|"
      for (i = 1; i <= count; i++) { name = column[i]; gsub("_", " ", name); line = line " " name " |"; rule = rule "--:|" }
      print line " claims kept |\n" rule "--:|"
    }
    !(($2, $3) in seen) { seen[$2, $3] = 1; order[++rows] = $2 SUBSEP $3 }
    $1 == "fact" { value[$2, $3, $4] = $5 }
    $1 == "ok" { kept[$2, $3]++; all[$2, $3]++ }
    $1 == "FAILED" { all[$2, $3]++ }
    END {
      for (r = 1; r <= rows; r++) {
        split(order[r], key, SUBSEP)
        line = "| " key[1] " | " key[2] " |"
        for (i = 1; i <= count; i++) line = line " " value[key[1], key[2], column[i]] " |"
        print line " " kept[key[1], key[2]] + 0 " of " all[key[1], key[2]] + 0 " |"
      }
    }' "$crash_record"
}

# The counts that options change.
set_crash_defaults() {
  crash_kills=200 crash_births=40 crash_outages=20 crash_presentations=10000 crash_seed=$((RANDOM + 1))
}

parse_crash() {
  set_crash_defaults
  while (($# > 0)); do
    case $1 in
      --kills | --seed)
        is_count "${2:-}" || fail "$1 takes a number" "./dev crash $1 50" 2
        printf -v "crash_${1#--}" %s "$2"
        shift ;;
      --engine)
        case ${2:-} in
          sqlite | postgresql) engines=("$2") ;;
          all) engines=("${crash_engines[@]}") ;;
          *) fail "--engine takes sqlite, postgresql or all" "" 2 ;;
        esac
        shift ;;
      *)
        [[ " ${crash_scenarios[*]} " == *" $1 "* ]] ||
          fail "no scenario $1" "known are: ${crash_scenarios[*]}" 2
        wanted+=("$1") ;;
    esac
    shift
  done
  if ((${#wanted[@]} == 0)); then wanted=("${crash_scenarios[@]}"); fi
}

# run_crashes SCENARIO…: on the engines; false when a claim was not kept.
run_crashes() {
  local scenario engine
  : >"$crash_record"
  trap 'exit 130' INT
  trap 'exit 143' TERM
  for scenario in "$@"; do
    for engine in "${engines[@]}"; do
      if [[ $scenario-$engine != postgres-sqlite ]]; then crash_one "$scenario" "$engine"; fi
    done
  done
  say "seed $crash_seed"
  crash_table
  ! grep --quiet '^FAILED ' "$crash_record"
}

may_trace() { strace --quiet=all --output=/dev/null true 2>/dev/null; }

# crash_briefly: the part of ./dev test, half a minute.
crash_briefly() {
  local engines=("${crash_engines[@]}") scenarios=(kill race)
  set_crash_defaults
  crash_kills=8 crash_presentations=1000
  if may_trace; then
    scenarios+=(durability)
  else
    echo "left out: durability, since strace may not trace here"
  fi
  run_crashes "${scenarios[@]}"
}

command_crash() {
  local wanted=() engines=("${crash_engines[@]}")
  parse_crash "$@"
  need build run test crash
  say "building"
  configure release -DCHANCERY_TESTS=ON
  build release chancery crash_programs
  run_crashes "${wanted[@]}"
}
