"""Holds numbers that recipes printed, "name value" a line, to those of `attune compare --format json`.

Usage: compare.py COMPARED.json FILE...
"""

import json
import sys

# What a recipe calls a number: the table, the statistic and its options.
NAMES = {
    "icc": ("coh_mind", "icc", {"form": "ICC(A,1)"}),
    "cohen_kappa": ("class4", "cohen_kappa", {"weights": "unweighted"}),
    "percent_agreement": ("class4", "percent_agreement", {"def": "all_equal", "tol": "0"}),
}
TOLERANCE = 1e-6  # R prints seven digits


def number(compared, name):
    table_name, statistic_name, options = NAMES[name]
    for table in compared["tables"]:
        if table["group"] == "people" and table["name"] == table_name:
            for statistic in table["statistics"]:
                if statistic["name"] == statistic_name and options.items() <= statistic["options"].items():
                    return statistic["value"]
    raise SystemExit(f"recipes: attune compare prints no {name} of {table_name}")


with open(sys.argv[1], encoding="utf-8") as file:
    compared = json.load(file)
held = 0
for path in sys.argv[2:]:
    with open(path, encoding="utf-8") as file:
        for line in file:
            name, value = line.split()
            if abs(float(value) - number(compared, name)) > TOLERANCE:
                raise SystemExit(f"recipes: {path}: {name} is {value}, attune says {number(compared, name)}")
            held += 1
if held == 0:
    raise SystemExit("recipes: no number was printed")
print(f"recipes: {held} numbers are those of attune compare")
