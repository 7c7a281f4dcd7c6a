#!/usr/bin/env python3
"""Python's re and PyStemmer on the bytes that `cargo bench` left in target/analyse-bench.txt.

pip install PyStemmer; python3 scripts/bench_analyse.py
Lower-cases, finds words, stems each (with PyStemmer's own cache), as an analyst's script would.
"""
import pathlib
import re
import time

import Stemmer

path = pathlib.Path(__file__).parent.parent / "target" / "analyse-bench.txt"
text = path.read_text(encoding="utf-8")
size = len(text.encode("utf-8"))
word = re.compile(r"\w+")
best = None
for _ in range(20):
    stemmer = Stemmer.Stemmer("french")
    start = time.perf_counter()
    stems = stemmer.stemWords(word.findall(text.lower()))
    seconds = time.perf_counter() - start
    best = seconds if best is None else min(best, seconds)
print(f"{len(stems)} words, {size} bytes, {size / best / 1e6:.1f} MB/s (best of 20)")
