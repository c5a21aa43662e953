"""Precision, recall and F1 of codes found in responses, with bootstrap intervals over responses."""

import random


def ratio(part, whole):
    return part / whole if whole else None


def prf(hits, false, missed):
    """(precision, recall, F1); None where nothing was found or nothing was there. F1 is 0 when neither came together."""
    return ratio(hits, hits + false), ratio(hits, hits + missed), ratio(2 * hits, 2 * hits + false + missed)


def counts(responses, found, codes):
    """{code: [hits, false marks, missed]}, a response counting once for a code."""
    table = {code: [0, 0, 0] for code in codes}
    for response in responses:
        for code in codes:
            there, said = code in response["labels"], code in found[response["id"]]
            if there or said:
                table[code][0 if there and said else 1 if said else 2] += 1
    return table


def overall(table):
    """(micro precision, micro recall, micro F1, macro F1); macro over the codes that occur."""
    sums = [sum(row[i] for row in table.values()) for i in range(3)]
    f1s = [prf(*row)[2] for row in table.values() if row[0] + row[2]]
    return (*prf(*sums), sum(f1s) / len(f1s) if f1s else None)


def interval(values):
    """The middle 95 per cent of the values that exist, or None."""
    values = sorted(v for v in values if v is not None)
    return (values[int(.025 * (len(values) - 1))], values[int(.975 * (len(values) - 1) + .999)]) if values else None


def bootstrap(responses, found, codes, times, seed):
    """({code: F1 interval}, overall intervals): responses drawn with replacement, `times` times."""
    generator = random.Random(seed)
    each, whole = {code: [] for code in codes}, []
    for _ in range(times):
        table = counts(generator.choices(responses, k=len(responses)), found, codes)
        for code in codes:
            each[code].append(prf(*table[code])[2])
        whole.append(overall(table))
    return {code: interval(v) for code, v in each.items()}, [interval(column) for column in zip(*whole)]


def shuffled(responses, found, codes, times, seed):
    """Mean macro F1 when the labels are dealt to the responses at random: what chance gives."""
    generator = random.Random(seed)
    total = 0.0
    for _ in range(times):
        labels = [response["labels"] for response in responses]
        generator.shuffle(labels)
        dealt = [{**response, "labels": own} for response, own in zip(responses, labels)]
        total += overall(counts(dealt, found, codes))[3] or 0.0
    return total / times
