#!/usr/bin/env bash
# Whole processes on a large corpus, one core: attune code against `wc -w` and `grep` on the same bytes, in alternation,
# so that a noisy machine is unfair to all alike. Prints the median CPU of each, ratios, and peak memory.
#
# Usage: tests/bench/corpus.sh [--mb N] [--rounds N] [ATTUNE]
#   --mb N       size of the corpus in MB, made by repeating the samples (100); kept in build/bench/corpus
#   --rounds N   how often each is run (5)
#   ATTUNE       the program (build/bench/cli/attune, made by: cmake --preset bench && cmake --build --preset bench)
set -euo pipefail
cd "$(dirname "$0")/../.."

mb=100
rounds=5
program=build/bench/cli/attune
while (($#)); do
  case $1 in
    --mb) mb=$2; shift 2 ;;
    --rounds) rounds=$2; shift 2 ;;
    -*) echo "corpus.sh: unknown option $1" >&2; exit 2 ;;
    *) program=$1; shift ;;
  esac
done
program=$(realpath "$program")
measure=$PWD/build/bench/tests/bench/measure
[[ -x $measure ]] || { echo "corpus.sh: no $measure; run: cmake --preset bench && cmake --build --preset bench" >&2; exit 2; }

# Short names and many files: what a large study looks like, and 1 GB still fits one command line.
corpus=build/bench/corpus/$mb
if [[ ! -e $corpus/complete ]]; then
  echo "making $mb MB in $corpus"
  rm -rf "$corpus"
  mkdir -p "$corpus"
  one=$(cat corpora_samples/s0*.txt | wc -c)
  copies=$(((mb * 1000000 + one - 1) / one))
  for ((i = 0; i < copies; ++i)); do
    for sample in corpora_samples/s0*.txt; do
      name=${sample##*/}
      cp "$sample" "$corpus/${name%.txt}-$i.txt"
    done
  done
  touch "$corpus/complete"
fi
cd "$corpus"
bytes=$(cat ./*.txt | wc -c)
words=$(mktemp)
result=$(mktemp)
trap 'rm -f "$words" "$result"' EXIT
# Fifty words of the kind lexicons hold.
tr -s ' ' '\n' >"$words" <<<'mother father mum dad gran brother sister died dead death buried funeral gone afraid scared angry
furious hurt sad lonely happy loved loving warm kind close perfect wonderful remember forget forgot recall know think feel
felt believe wonder because maybe perhaps always never everything nothing fine normal whatever actually really'

export LC_ALL=C.UTF-8
declare -A cpu peak
run() {  # NAME COMMAND...
  local name=$1 used kib
  shift
  taskset -c 0 "$measure" "$result" "$@" >/dev/null 2>&1 || true  # warnings, one a file, are not what is measured
  read -r used kib <"$result"
  cpu[$name]+="$used "
  if ((kib > ${peak[$name]:-0})); then peak[$name]=$kib; fi
}
median() { tr ' ' '\n' <<<"$1" | sed '/^$/d' | sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

echo "$(ls ./*.txt | wc -l) files, $bytes bytes, $rounds rounds, one core"
cat ./*.txt >/dev/null
for ((round = 0; round < rounds; ++round)); do
  run "attune code" "$program" code -j1 --format jsonl ./*.txt
  run "wc -w" wc -w ./*.txt
  run "grep -owiFf" grep -howiFf "$words" ./*.txt
done

base=$(median "${cpu[wc -w]}")
printf '%-14s %10s %10s %10s %12s\n' "" "CPU s" "MB/s" "x wc -w" "peak MiB"
for name in "attune code" "wc -w" "grep -owiFf"; do
  used=$(median "${cpu[$name]}")
  awk -v name="$name" -v used="$used" -v base="$base" -v bytes="$bytes" -v kib="${peak[$name]}" \
    'BEGIN {printf "%-14s %10.2f %10.1f %10.2f %12.1f\n", name, used, bytes / 1e6 / used, used / base, kib / 1024}'
done
