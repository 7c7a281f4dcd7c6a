#!/usr/bin/env python3
"""Prints the values that the tests of comparisons expect, from SciPy and statsmodels.

    pip install scipy statsmodels
    python3 scripts/comparison_values.py

src/textometry/comparison.rs: signed G2 and log ratio of occurrences in words.
src/tally/proportions.rs: Wilson's interval, Newcombe's interval of a difference.
"""

import math

from scipy.stats import binomtest, chi2_contingency
from statsmodels.stats.proportion import confint_proportions_2indep

print("G2, log ratio")
for f1, n1, f2, n2 in [
    (110, 2442, 111, 29114),
    (12, 10000, 30, 10000),
    (0, 500, 20, 1500),
    (7, 1000, 0, 4000),
    (1, 31777, 1, 31777),
    (90000, 1000000, 60000, 1200000),
]:
    table = [[f1, n1 - f1], [f2, n2 - f2]]
    g2 = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    sign = math.copysign(1, f1 / n1 - f2 / n2) if f1 * n2 != f2 * n1 else 0
    ratio = math.log2(((f1 or 0.5) / n1) / ((f2 or 0.5) / n2))
    print(f"  ({f1}, {n1}, {f2}, {n2}, {sign * g2:.10f}, {ratio:.10f}),")

print("Wilson")
for k, n in [(15, 148), (0, 30), (30, 30), (263, 15208), (1, 2)]:
    low, high = binomtest(k, n).proportion_ci(method="wilson")
    print(f"  ({k}, {n}, {low:.10f}, {high:.10f}),")

print("Newcombe")
for k1, n1, k2, n2 in [(56, 70, 48, 80), (9, 30, 3, 30), (0, 40, 4, 35), (40, 40, 40, 40), (900, 4000, 120, 900)]:
    low, high = confint_proportions_2indep(k1, n1, k2, n2, method="newcomb", compare="diff")
    print(f"  ({k1}, {n1}, {k2}, {n2}, {low:.10f}, {high:.10f}),")
