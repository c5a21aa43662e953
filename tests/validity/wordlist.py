"""The baseline: for each code the best plain list of words, counted without context."""

import hashlib
import math
import re


def words_of(text):
    return set(re.findall(r"[a-z']+", text.lower().replace("’", "'")))


def ranked(bags, positive):
    """Words in order of how much more often they stand in positive responses (log odds, add one half)."""
    n_in, n_out = sum(positive), len(positive) - sum(positive)
    inside, outside = {}, {}
    for bag, yes in zip(bags, positive):
        for word in bag:
            counts = inside if yes else outside
            counts[word] = counts.get(word, 0) + 1
    scores = []
    for word, a in inside.items():
        b = outside.get(word, 0)
        odds = math.log((a + .5) / (n_in - a + .5)) - math.log((b + .5) / (n_out - b + .5))
        error = math.sqrt(1 / (a + .5) + 1 / (b + .5))
        scores.append((-odds / error, word))
    return [word for score, word in sorted(scores) if score < 0]


def f1(predicted, positive):
    hits = sum(p and t for p, t in zip(predicted, positive))
    total = sum(predicted) + sum(positive)
    return 2 * hits / total if total else 0.0


def learn(responses, code, size):
    """(words, least number of them): the length up to `size` and the number with the best F1, by 5-fold cross-validation."""
    bags = [words_of(r["text"]) for r in responses]
    positive = [code in r["labels"] for r in responses]
    folds = [hashlib.sha256(r["id"].encode()).digest()[0] % 5 for r in responses]
    lengths = sorted({n for n in (1, 2, 3, 5, 8, 12, 20, 30, 50, 80, 120, 200, 300, 500) if n < size} | {max(size, 1)})
    said = {(n, least): [False] * len(responses) for n in lengths for least in (1, 2, 3)}
    for fold in range(5):
        inside = [i for i in range(len(bags)) if folds[i] != fold]
        order = ranked([bags[i] for i in inside], [positive[i] for i in inside])
        for n in lengths:
            chosen = set(order[:n])
            for i in range(len(bags)):
                if folds[i] == fold:
                    found = len(bags[i] & chosen)
                    for least in (1, 2, 3):
                        said[n, least][i] = found >= least
    n, least = max(said, key=lambda key: (f1(said[key], positive), -key[0], -key[1]))
    return set(ranked(bags, positive)[:n]), least


def apply(learned, responses):
    """{response id: codes} of learned lists."""
    return {r["id"]: {code for code, (words, least) in learned.items() if len(words_of(r["text"]) & words) >= least}
            for r in responses}
