# shellcheck shell=bash
# Sourced by ./dev. Stories from seeds: tests/simulation/. Mutants: tests/simulation/mutants.txt.

simulate_program=build/release/tests/simulation/simulate
mutants_table=tests/simulation/mutants.txt
mutants_folder=build/mutants
# A mutant that lives so long has survived.
mutant_seeds=60000

build_simulation() {
  need build test
  configure release -DCHANCERY_TESTS=ON
  build release simulate
}

mutant_names() { sed --quiet 's/^mutant //p' "$mutants_table"; }

# mutant_part NAME KEYWORD: what stands behind the keyword in the mutant's block, line by line.
mutant_part() {
  awk -v name="$1" -v keyword="$2" '
    /^mutant / { mine = ($2 == name) }
    mine && ($0 == keyword || index($0, keyword " ") == 1) { print substr($0, length(keyword) + 2) }
  ' "$mutants_table"
}

# make_mutant NAME FILE COPY: FILE with the mutant's text replaced, into COPY.
make_mutant() {
  local source text with rest
  source=$(cat "$2" && printf .)
  source=${source%.}
  text=$(mutant_part "$1" text)
  with=$(mutant_part "$1" with)
  rest=${source#*"$text"}
  if [[ $rest == "$source" ]]; then
    fail "mutant $1: its text does not occur in $2" "bring $mutants_table up to date"
  elif [[ $rest == *"$text"* ]]; then
    fail "mutant $1: its text occurs more than once in $2" "give more of it in $mutants_table"
  fi
  printf '%s%s%s' "${source%%"$text"*}" "$with" "$rest" >"$3"
}

# The commands that make the program, as ninja would run them: compilations, and last the link.
simulation_commands() { ninja -C build/release -t commands simulate; }

# build_mutant NAME FILE: compiles the one altered file and links it before the libraries, so that it
# takes the place of the true one.
build_mutant() {
  local folder=$PWD/$mutants_folder/$1 compile link
  compile=$(simulation_commands | grep --fixed-strings -- "-c $PWD/$2" | head --lines=1)
  link=$(simulation_commands | tail --lines=1)
  if [[ -z $compile ]]; then fail "mutant $1: $2 is no part of the simulation"; fi
  compile=$(sed --regexp-extended "s# -MF [^ ]+# -MF $folder/mutant.d#; s# -o [^ ]+# -o $folder/mutant.o#;
    s# -c [^ ]+# -w -c $folder/mutant.cpp#" <<<"$compile")
  link=$(sed --regexp-extended "s#(main\.cpp\.o) +-o [^ ]+#\1 $folder/mutant.o -o $folder/simulate#" <<<"$link")
  (cd build/release && bash -c "$compile" && bash -c "$link") >"$folder/build.log" 2>&1 || {
    cat "$folder/build.log" >&2
    fail "mutant $1 does not build"
  }
}

# try_mutant NAME: one line of the table of results; fails if nothing catches it.
try_mutant() {
  local file folder=$mutants_folder/$1 found
  file=$(mutant_part "$1" in)
  if [[ -z $file ]]; then fail "no mutant $1" "see $mutants_table" 2; fi
  rm -rf "$folder"
  mkdir -p "$folder"
  make_mutant "$1" "$file" "$folder/mutant.cpp"
  build_mutant "$1" "$file"
  found=$("$folder/simulate" --brief --seeds "$mutant_seeds" || true)
  rm -rf "$folder"
  if [[ $found != violated:* ]]; then
    printf '%-42s SURVIVED %s\n' "$1" "$found"
    return 1
  fi
  # violated: seed 12 the_window_closes: a superseded …
  found=${found#violated: seed }
  printf '%-42s %6s  %s\n' "$1" "${found%% *}" "$(cut --delimiter=: --fields=1 <<<"${found#* }")"
}

# try_mutants JOBS NAME…: each after the other, or JOBS at a time.
try_mutants() {
  local jobs=$1 name running=0 bad=0
  shift
  printf '%-42s %6s  %s\n' mutant seed "caught by"
  for name in "$@"; do
    (try_mutant "$name") &
    if ((++running >= jobs)); then
      wait -n || bad=$((bad + 1))
      running=$((running - 1))
    fi
  done
  while ((running-- > 0)); do wait -n || bad=$((bad + 1)); done
  if ((bad > 0)); then fail "$bad of $# mutants were not caught"; fi
  echo "$# mutants, all caught"
}

simulate_mutants() {
  local names=("${@:2}")
  if ((${#names[@]} == 0)); then mapfile -t names < <(mutant_names); fi
  build_simulation
  try_mutants "$1" "${names[@]}"
}

command_simulate() {
  local jobs mutants=0 arguments=() names=()
  jobs=$(cores)
  while (($# > 0)); do
    case $1 in
      --mutants) mutants=1 ;;
      --jobs | --seeds | --seed | --first)
        [[ ${2:-} =~ ^[0-9]{1,18}$ ]] || fail "$1 needs a number" "./dev simulate --seeds 100000" 2
        if [[ $1 == --jobs ]]; then jobs=$2; else arguments+=("$1" "$2"); fi
        shift
        ;;
      --*) fail "simulate knows no $1" "--seeds N, --first S, --seed S, --jobs J, --mutants [NAME…]" 2 ;;
      *) names+=("$1") ;;
    esac
    shift
  done
  if ((mutants)); then
    simulate_mutants "$jobs" "${names[@]}"
  elif ((${#names[@]} > 0)); then
    fail "simulate takes no ${names[0]}" "mutants are named after --mutants" 2
  else
    build_simulation
    "$simulate_program" --jobs "$jobs" "${arguments[@]}"
  fi
}
