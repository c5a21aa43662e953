"""Times of Python packages for agreement.sh: one line a call, "what TAB package TAB seconds". What is not installed is
passed over. The data are of the shape that agreement_bench makes: raters give a unit's true category, or with some
probability any. They are written to the folder for the R script."""
import statistics
import sys
import time

import numpy as np

rounds, folder = int(sys.argv[1]), sys.argv[2]


def ratings(units, raters, categories, error, seed):
    draws = np.random.default_rng(seed)
    table = np.repeat(draws.integers(0, categories, (units, 1)), raters, axis=1)
    other = draws.random((units, raters)) < error
    table[other] = draws.integers(0, categories, int(other.sum()))
    return table


def timed(what, package, call):
    times = []
    for _ in range(rounds):
        begun = time.process_time()
        call()
        times.append(time.process_time() - begun)
    print(what, package, f"{statistics.median(times):.6f}", sep="\t", flush=True)


large = ratings(100_000, 5, 4, 0.3, 1)
scale = 1 + ratings(200, 3, 17, 0.4, 2) / 2
pairs = ratings(10_000, 2, 4, 0.3, 3)
np.savetxt(f"{folder}/large.csv", large, fmt="%d", delimiter=",")

try:
    import krippendorff

    timed("alpha_100k", "krippendorff (Python)",
          lambda: krippendorff.alpha(reliability_data=large.T, level_of_measurement="nominal"))

    def resampled(table, level, resamples):
        draws = np.random.default_rng(4)
        for _ in range(resamples):
            rows = table[draws.integers(0, len(table), len(table))]
            krippendorff.alpha(reliability_data=rows.T, level_of_measurement=level)

    # A hundredth of the resamples, times a hundred.
    for what, table, level in (("bootstrap_200x3", scale, "interval"), ("bootstrap_10000x2", pairs, "nominal")):
        begun = time.process_time()
        resampled(table, level, 100)
        print(what, "krippendorff (Python), in a loop", f"{100 * (time.process_time() - begun):.6f}", sep="\t", flush=True)
except ImportError:
    pass
try:
    from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

    timed("fleiss_100k", "statsmodels", lambda: fleiss_kappa(aggregate_raters(large)[0]))
except ImportError:
    pass
try:
    import pandas
    from irrCAC.raw import CAC

    frame = pandas.DataFrame(large)
    timed("ac1_100k", "irrCAC (Python)", lambda: CAC(frame).gwet())
    timed("alpha_100k", "irrCAC (Python)", lambda: CAC(frame).krippendorff())
    timed("fleiss_100k", "irrCAC (Python)", lambda: CAC(frame).fleiss())
except ImportError:
    pass
try:
    from nltk.metrics.agreement import AnnotationTask

    task = AnnotationTask([(rater, unit, int(value)) for unit, row in enumerate(large) for rater, value in enumerate(row)])
    begun = time.process_time()
    task.alpha()
    print("alpha_100k", "nltk", f"{time.process_time() - begun:.6f}", sep="\t", flush=True)
except ImportError:
    pass
try:
    from pyannote.core import Segment
    from pygamma_agreement import CombinedCategoricalDissimilarity, Continuum

    draws = np.random.default_rng(2)
    for what, passages in (("gamma_30_samples/20", 20), ("gamma_30_samples/138", 138)):
        continuum = Continuum()
        for passage in range(passages):
            begin = passage * 270 + int(draws.integers(120))
            end = begin + 20 + int(draws.integers(100))
            category = int(draws.integers(8))
            for rater in range(3):
                if draws.integers(10) == 0:
                    continue
                shift = int(draws.integers(12))
                code = (category + 1) % 8 if draws.integers(10) == 0 else category
                continuum.add(f"r{rater}", Segment(begin + shift, end + shift), f"c{code}")
        dissimilarity = CombinedCategoricalDissimilarity(alpha=1, beta=1)
        timed(what, "pygamma-agreement, fast", lambda: continuum.compute_gamma(dissimilarity, n_samples=30, fast=True))
except ImportError:
    pass
