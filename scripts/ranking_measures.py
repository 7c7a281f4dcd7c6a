#!/usr/bin/env python3
"""What scikit-learn and a few lines of Python make of rankings: the values that Palabre is held to.

pip install scikit-learn; python3 scripts/ranking_measures.py
    prints the expected values of the tests of src/tally/ranking.rs.
python3 scripts/ranking_measures.py CORPUS [PALABRE]
    asks `PALABRE search CORPUS QUERY` for the ranking of every query of CORPUS/relevance.csv, measures it, and
    compares query by query with what `PALABRE evaluate search CORPUS` prints. Exits with 1 where they differ.

nDCG is sklearn.metrics.ndcg_score on gains 2^grade - 1. It orders what was judged and not found behind what was found:
ten records without gain come between, so that it never counts within the first ten.
"""
import csv
import json
import pathlib
import subprocess
import sys

from sklearn.metrics import ndcg_score


def ndcg(ranked, judged, depth):
    """ranked: grades by rank; judged: all grades of the query, those of `ranked` among them."""
    rest = list(judged)
    for grade in ranked:
        if grade:
            rest.remove(grade)
    order = list(ranked) + [0] * depth + rest
    gains = [[2**grade - 1 for grade in order]]
    scores = [[len(order) - i for i in range(len(order))]]
    return float(ndcg_score(gains, scores, k=depth))


def reciprocal_rank(ranked, grade):
    return next((1 / (i + 1) for i, g in enumerate(ranked) if g >= grade), 0.0)


def precision(ranked, depth):
    return sum(g > 0 for g in ranked[:depth]) / depth


def splitmix64(seed):
    mask = 2**64 - 1
    while True:
        seed = (seed + 0x9E3779B97F4A7C15) & mask
        z = ((seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        yield z ^ (z >> 31)


def mean(values, resamples=10_000):
    """The mean and its 95 % percentile bootstrap interval, seed 1."""
    n, random = len(values), splitmix64(1)
    means = sorted(sum(values[next(random) % n] for _ in range(n)) / n for _ in range(resamples))
    tail = resamples // 40
    return sum(values) / n, means[tail], means[resamples - 1 - tail]


RANKINGS = [
    # the ranking; what was judged and not found
    ([2, 0, 1, 0, 2], [1, 2]),
    ([0, 0, 0, 1], []),
    ([1, 2], [0, 0]),
    ([], [2, 1]),
    ([0, 1, 0, 2, 0, 0, 1, 0, 0, 2, 2, 2, 1], [2, 0, 1]),
    ([2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1], []),
]


def expected():
    for ranked, rest in RANKINGS:
        judged = ranked + rest
        print(f"{ranked} of {judged}: nDCG@10 {ndcg(ranked, judged, 10):.12f}, nDCG@3 {ndcg(ranked, judged, 3):.12f}, "
              f"first 2 {reciprocal_rank(ranked, 2):.12f}, P@5 {precision(ranked, 5)}")
    for values in ([0.1, 0.5, 0.9, 0.4, 0.0, 1.0, 0.7], [0.25]):
        print(f"{values}: mean {mean(values)}")


def run(*arguments):
    out = subprocess.run([*arguments, "--format", "json", "--quiet"], capture_output=True, check=True)
    return json.loads(out.stdout)


def compare(corpus, palabre):
    grades, queries = {}, {}
    with open(pathlib.Path(corpus) / "relevance.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            queries[row["query_id"]] = row["query"]
            grades.setdefault(row["query_id"], {})[row["record"]] = int(row["grade"])
    reported = run(palabre, "evaluate", "search", corpus)
    wrong = 0
    for row in reported["rows"]:
        judged = grades[row["query_id"]]
        found = run(palabre, "search", corpus, queries[row["query_id"]], "--limit", "1000000")["rows"]
        ranked = [judged.get(r["id"], 0) for r in found]
        own = {
            "ndcg10": ndcg(ranked, list(judged.values()), 10),
            "rr": reciprocal_rank(ranked, 2) if 2 in judged.values() else None,
            "p5": precision(ranked, 5),
        }
        for name, value in own.items():
            other = row[name]
            if (value is None) != (other is None) or (value is not None and abs(value - other) > 1e-12):
                print(f"{row['query_id']} {name}: {value} here, {other} there")
                wrong += 1
    for half in ("dev", "test"):
        values = [r["ndcg10"] for r in reported["rows"] if r["half"] == half]
        own, other = mean(values), reported[half]["ndcg10"]
        if max(abs(a - other[k]) for a, k in zip(own, ("value", "low", "high"))) > 1e-12:
            print(f"{half}: {own} here, {other} there")
            wrong += 1
    print(f"{len(reported['rows'])} queries, {wrong} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(compare(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "palabre"))
    expected()
