#!/usr/bin/env bash
# Agreement beside other software, on data of the same shape, one thread, reading not counted. Prints the median CPU time of
# each, and how many times as fast Attune is as the fastest of the others that are here.
#
# Usage: tests/bench/agreement.sh [--install] [--rounds N]
#   --install    first install the other software that can be: Debian's packages, and krippendorff, irrCAC and
#                pygamma-agreement from PyPI into build/bench/peers; what is out of reach is left out and named
#   --rounds N   how often each is run (5)
# Needs: cmake --preset bench && cmake --build --preset bench
set -euo pipefail
cd "$(dirname "$0")/../.."

rounds=5
peers=build/bench/peers
while (($#)); do
  case $1 in
    --install) install=yes; shift ;;
    --rounds) rounds=$2; shift 2 ;;
    *) echo "agreement.sh: unknown option $1" >&2; exit 2 ;;
  esac
done
own=build/bench/tests/bench/agreement_bench
[[ -x $own ]] || { echo "agreement.sh: no $own; run: cmake --preset bench && cmake --build --preset bench" >&2; exit 2; }

if [[ ${install:-} == yes ]]; then
  apt-get -q -y install --no-install-recommends python3-venv python3-numpy python3-pandas python3-statsmodels \
    python3-nltk r-cran-psych r-cran-vcd r-cran-lme4 >build/bench/peers.log 2>&1 ||
    echo "agreement.sh: not all Debian packages could be installed; see build/bench/peers.log" >&2
  [[ -d $peers ]] || /usr/bin/python3 -m venv --system-site-packages "$peers"
  for package in krippendorff irrCAC pygamma-agreement; do
    timeout 300 "$peers/bin/pip" install --quiet "$package" >>build/bench/peers.log 2>&1 ||
      echo "agreement.sh: $package could not be installed" >&2
  done
fi
python=/usr/bin/python3
[[ -x $peers/bin/python ]] && python=$peers/bin/python

export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 LC_ALL=C.UTF-8
measured=$(mktemp -d)
trap 'rm -rf "$measured"' EXIT
taskset -c 0 "$own" --benchmark_repetitions="$rounds" --benchmark_report_aggregates_only=true \
  --benchmark_format=json >"$measured/own.json" 2>/dev/null
taskset -c 0 "$python" tests/bench/agreement_peers.py "$rounds" "$measured" >"$measured/peers.tsv"
if command -v Rscript >/dev/null; then
  taskset -c 0 Rscript tests/bench/agreement_peers.R "$rounds" "$measured" >>"$measured/peers.tsv" || true
fi
"$python" - "$measured" <<'PY'
import json, pathlib, sys

folder = pathlib.Path(sys.argv[1])
unit = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}
own = {}
for run in json.loads((folder / "own.json").read_text())["benchmarks"]:
    if run.get("aggregate_name") == "median":
        own[run["run_name"]] = run["cpu_time"] * unit[run["time_unit"]]
peers = {}
for line in (folder / "peers.tsv").read_text().splitlines():
    what, name, seconds = line.split("\t")
    peers.setdefault(what, []).append((float(seconds), name))
print(f"{'':<18} {'Attune':>10}  {'fastest other':<42} {'times':>6}")
for what, seconds in own.items():
    found = sorted(peers.get(what, []))
    other = f"{found[0][0]:.4g} s  {found[0][1]}" if found else "none here"
    times = f"{found[0][0] / seconds:.0f}" if found else "-"
    print(f"{what:<18} {seconds * 1000:>7.2f} ms  {other:<42} {times:>6}")
    for slower, name in found[1:]:
        print(f"{'':<18} {'':>10}  {slower:.4g} s  {name}")
PY
