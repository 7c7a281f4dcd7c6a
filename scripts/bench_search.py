#!/usr/bin/env python3
"""Index and search of a large synthetic corpus, beside SQLite FTS5, tantivy's Python binding and Lucene 9.

pip install tantivy
cargo build --release && python3 scripts/bench_search.py --folder /tmp/bench-search

Makes 200,000 contributions and as many arguments in the folder (`palabre synth`; 213 MB), and gives every engine the
same titles and bodies, in memory before its clock starts, on at most two threads. Each indexes in a process of its own
(best of `--repeat`), then another process answers the queries of `scripts/bench_queries.txt` (the 20 best with scores,
the exact number of records that match, and their number by section where the class is `facets`), in rounds over all of
them; a query's time is the median of its 20. Prints Markdown tables, and keeps what it measured in the folder, so that
`--only fts5,lucene` measures those alone and shows the others as they were.

- FTS5: the sqlite3 module's; unicode61 without diacritics, no stemming; contentless, so that texts are not kept twice.
- tantivy: words, lower case, the French stemmer of Snowball (Palabre's too); positions; two threads, 1 GB.
- Lucene: FrenchAnalyzer (light stemmer, elisions), without stop words (`lucene`, as the others) and as it comes
  (`lucene-stop`: it leaves out stop words, which are four words in ten here); positions; two threads, 1 GB. The jar is
  that of the PyPI package pyserini 0.22.1; Java 17 and its compiler are wanted.
- Palabre: `palabre build`, its stages `analyse` and `index`; `cargo bench --bench search`; and `palabre search` as a
  whole process.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from bench_peers import ENGINES, ROOT, TOP, lucene_command, lucene_text  # noqa: E402
from bench_queries import extract, fold, parse, read_forms, read_queries, records, spell, write_queries  # noqa: E402

QUERIES = ROOT / "scripts" / "bench_queries.txt"
PEERS = ["fts5", "tantivy", "lucene", "lucene-stop"]
NAMES = {
    "palabre": "Palabre",
    "fts5": "SQLite FTS5 {}, one thread, no stemming",
    "tantivy": "tantivy-py {}, two threads",
    "lucene": "Lucene {}, two threads",
    "lucene-stop": "Lucene {}, without stop words",
}
ROUNDS, WARM = 20, 5


def status_kib(field):
    """A number of /proc/self/status, in KiB: VmHWM is the most memory used so far."""
    with open("/proc/self/status", encoding="ascii") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith(field + ":"))


def run(command, **more):
    """Runs a command; gives what it printed, seconds by the clock and of the processor, and its peak in KiB."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, **more)
    printed = child.stdout.read().decode("utf-8")
    _, state, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(state)
    seconds = time.perf_counter() - start
    if child.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}: exit code {child.returncode}")
    return printed, seconds, used.ru_utime + used.ru_stime, used.ru_maxrss


def size_of(folder, keep=lambda name: True):
    return sum(p.stat().st_size for p in pathlib.Path(folder).rglob("*") if p.is_file() and keep(p.name))


def worker(folder, engine, task):
    """What a process of its own does for FTS5 or tantivy; prints JSON lines."""
    peer = ENGINES[engine](folder)
    if task == "index":
        rows = records(folder / "texts.tsv")
        before = status_kib("VmHWM")
        start, used = time.perf_counter(), time.process_time()
        peer.index(rows)
        taken = {"seconds": time.perf_counter() - start, "processor": time.process_time() - used}
        print(json.dumps({**taken, "before_kib": before, "version": peer.version}))
        return
    peer.open()
    asked = [(kind == "facets", peer.prepare(parse(text))) for kind, text in read_queries(QUERIES)]
    times = [[] for _ in asked]
    answers = [None] * len(asked)
    for turn in range(-WARM, ROUNDS):
        for i, (facets, query) in enumerate(asked):
            start, used = time.perf_counter(), time.thread_time()
            answers[i] = peer.ask(query, facets)
            used, taken = time.thread_time() - used, time.perf_counter() - start
            if turn >= 0:
                times[i].append((taken * 1e3, used * 1e3))
    for taken, (total, best, counts) in zip(times, answers):
        facets = {str(k): n for k, n in counts.items()}
        top = list(map(int, peer.ordinals(best)))
        median, processor = map(statistics.median, zip(*taken))
        print(json.dumps({"count": total, "median_ms": median, "processor_ms": processor, "top": top, "facets": facets}))


def measure_peer(folder, engine, repeat):
    texts, place = folder / "texts.tsv", folder / engine
    if engine in ENGINES:
        base = [sys.executable, str(pathlib.Path(__file__).resolve()), "--folder", str(folder), "--worker", engine]
        index, query = base + ["index"], base + ["query"]
    else:
        base = lucene_command(folder)
        stop = "stop" if engine == "lucene-stop" else "all"
        asked = folder / "queries-lucene.tsv"
        lines = (f"{kind}\t{lucene_text(parse(text))}\n" for kind, text in read_queries(QUERIES))
        asked.write_text("".join(lines), encoding="utf-8")
        index = base + ["index", str(texts), str(place), stop]
        query = base + ["query", str(place), str(asked), stop, str(ROUNDS), str(WARM * 4)]
    runs = []
    for _ in range(repeat):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        load = os.getloadavg()[0]
        printed, _, _, peak = run(index)
        runs.append({**json.loads(printed.splitlines()[-1]), "peak_kib": peak, "load": load})
        print(f"{engine}: {json.dumps(runs[-1])}", file=sys.stderr, flush=True)
    best = min(runs, key=lambda r: r["seconds"])
    load = os.getloadavg()[0]
    printed, _, _, peak = run(query)
    return {
        "version": best.get("version", "9"),
        "index": {**best, "processor": min(r["processor"] for r in runs)},
        "size": size_of(place),
        "queries": [json.loads(line) for line in printed.splitlines()],
        "query_load": load,
        "query_peak_kib": peak,
    }


# ---- Palabre.


def measure_palabre(folder, table, repeat, runs):
    binary, corpus = ROOT / "target" / "release" / "palabre", folder / "corpus"
    if not corpus.exists():
        subprocess.run([binary, "new", str(corpus), str(table)], check=True, stdout=subprocess.DEVNULL)
    builds = []
    for _ in range(repeat):
        shutil.rmtree(corpus / ".palabre" / "builds", ignore_errors=True)
        (corpus / ".palabre" / "manifest.json").unlink(missing_ok=True)
        load = os.getloadavg()[0]
        printed, clock, used, peak = run([binary, "build", str(corpus), "--timings", "--format", "json", "-q"])
        stages = {s["stage"]: s["seconds"] for s in find_stages(json.loads(printed))}
        seconds = sum(stages.get(s, 0.0) for s in ("analyse", "index"))
        builds.append(
            {"seconds": seconds, "build": clock, "processor": used, "peak_kib": peak, "stages": stages, "load": load}
        )
        print(f"palabre: {json.dumps(builds[-1])}", file=sys.stderr, flush=True)
    best = min(builds, key=lambda b: b["seconds"])
    build = max((corpus / ".palabre" / "builds").iterdir(), key=lambda p: p.stat().st_mtime)
    files = {str(p.relative_to(build)): p.stat().st_size for p in sorted(build.rglob("*")) if p.is_file()}
    # What searching reads, texts aside: the index, the forms or lexicon, the facts. Tables aside.
    size = sum(n for name, n in files.items() if re.match(r"(index/|forms|lexicon|facts)", name))
    load = os.getloadavg()[0]
    queries = bench(corpus, QUERIES, ROUNDS, WARM)
    exact = folder / "queries-exact.txt"
    forms = {}
    for form, _ in read_forms(folder):
        forms.setdefault(fold(form), []).append(form)
    lines = (f"{kind}\t{spell(parse(text), forms)}\n" for kind, text in read_queries(QUERIES))
    exact.write_text("".join(lines), encoding="utf-8")
    whole = []
    for _, text in read_queries(QUERIES):
        taken = [run([binary, "search", str(corpus), text, "--limit", str(TOP)])[1:] for _ in range(runs + 1)][1:]
        whole.append({"median_ms": statistics.median(t[0] for t in taken) * 1e3, "peak_kib": max(t[2] for t in taken)})
    return {
        "version": "",
        "index": best,
        "size": size,
        "files": files,
        "queries": queries,
        "query_load": load,
        "exact": bench(corpus, exact, 1, 0),
        "whole": whole,
    }


def find_stages(answer):
    """The list of stages, wherever the answer of `build --timings` keeps it."""
    if isinstance(answer, list):
        if answer and all(isinstance(s, dict) and "stage" in s for s in answer):
            return answer
        return next(filter(None, map(find_stages, answer)), [])
    return next(filter(None, map(find_stages, answer.values())), []) if isinstance(answer, dict) else []


def bench(corpus, queries, rounds, warm):
    reported = {"CORPUS": corpus, "QUERIES": queries, "ROUNDS": rounds, "WARM": warm, "JSON": 1}
    env = {**os.environ, **{f"PALABRE_BENCH_{k}": str(v) for k, v in reported.items()}}
    printed = run(["cargo", "bench", "-q", "--bench", "search"], cwd=ROOT, env=env)[0]
    return [json.loads(line) for line in printed.splitlines() if line.startswith("{")]


# ---- What is printed.


def show(folder, asked):
    kept = int((folder / "bytes.txt").read_text())
    files = {e: folder / f"{e}.json" for e in ["palabre", *PEERS]}
    known = {e: json.loads(f.read_text()) for e, f in files.items() if f.exists()}
    ours = known.get("palabre")

    def cell(text, value, own):
        if not own:
            return text
        return f"{text} (×{value / own:.{0 if value / own >= 10 else 2 if value / own < 1 else 1}f})"

    def times(queries):
        medians = sorted(q["median_ms"] for q in queries)
        # By nearest rank.
        return statistics.median(medians), medians[-(-99 * len(medians) // 100) - 1], medians[-1]

    print("| engine | index, s | its processor, s | peak memory, MiB (before, texts read) | size, MB (share of the text) "
          "| median query, ms | 99th percentile, ms | worst, ms |\n|---|---|---|---|---|---|---|---|")
    for engine in ["palabre", *PEERS]:
        if engine not in known:
            print(f"| {NAMES[engine].format('').replace(' ,', ',')} |" + " to be measured |" * 7)
            continue
        k, i = known[engine], known[engine]["index"]
        mine = ours["index"] if ours and engine != "palabre" else {}
        base = times(ours["queries"]) if mine else (None,) * 3
        m = times(k["queries"])
        memory = f"{i['peak_kib'] / 1024:.0f}" + (f" ({i['before_kib'] / 1024:.0f})" if "before_kib" in i else "")
        worst = max(range(len(asked)), key=lambda n: k["queries"][n]["median_ms"])
        cells = [
            NAMES[engine].format(k["version"]),
            cell(f"{i['seconds']:.1f}", i["seconds"], mine.get("seconds")),
            f"{i['processor']:.1f}" + (", whole build" if engine == "palabre" else ""),
            memory,
            f"{k['size'] / 1e6:.0f} ({100 * k['size'] / kept:.0f} %)",
            *(cell(f"{v:.3g}", v, b) for v, b in zip(m, base)),
        ]
        print("| " + " | ".join(cells) + f", `{asked[worst][1]}` |")
    print("\nMedian by class of query, ms:\n\n| engine | " + " | ".join(kinds := sorted({k for k, _ in asked})) + " |")
    print("|---|" + "---|" * len(kinds))
    for engine, k in known.items():
        by = [statistics.median(q["median_ms"] for q, a in zip(k["queries"], asked) if a[0] == c) for c in kinds]
        print(f"| {NAMES[engine].format(k['version'])} | " + " | ".join(f"{v:.3g}" for v in by) + " |")
    print("\nLoad before indexing and before the queries: "
          + "; ".join(f"{e} {k['index']['load']:.1f}, {k['query_load']:.1f}" for e, k in known.items()))
    if ours and "whole" in ours:
        whole = sorted(w["median_ms"] for w in ours["whole"])
        print(f"\n`palabre search` as a whole process: median {statistics.median(whole):.0f} ms, worst {whole[-1]:.0f} ms, "
              f"peak {max(w['peak_kib'] for w in ours['whole']) / 1024:.0f} MiB; `palabre build` in all "
              f"{ours['index']['build']:.1f} s, stages {ours['index']['stages']}")
    agreement(known, asked)


def agreement(known, asked):
    """Who finds how many records, beside whom it can be compared with."""
    counts = {e: [q["count"] for q in k["queries"]] for e, k in known.items()}
    facets = {e: [q.get("facets") for q in k["queries"]] for e, k in known.items()}
    if "palabre" in known:
        counts["palabre, exact forms"] = [q["count"] for q in known["palabre"]["exact"]]
        facets["palabre, exact forms"] = [q.get("facets") for q in known["palabre"]["exact"]]
    pairs = [("palabre, exact forms", "fts5"), ("palabre", "tantivy"), ("palabre", "lucene"), ("lucene", "tantivy")]
    for a, b in pairs:
        if a in counts and b in counts:
            lines = [(abs(x - y) / max(x, y, 1), q, x, y) for x, y, (_, q) in zip(counts[a], counts[b], asked)]
            same = sum(d == 0 for d, *_ in lines)
            near = sum(d <= 0.01 for d, *_ in lines)
            print(f"\n{a} and {b}: the same number of records for {same} of {len(lines)} queries, within 1 % for {near}")
            reported = [(by_section(x), by_section(y)) for x, y in zip(facets.get(a, []), facets.get(b, []))]
            both = [x == y for x, y in reported if x and y and sum(x.values()) == sum(y.values())]
            if both:
                print(f"and the same number by section for {sum(both)} of {len(both)} of these that tell it")
            for d, q, x, y in sorted(lines, key=lambda line: -line[0])[:5]:
                if d:
                    print(f"- `{q}`: {x:,} and {y:,}")


def by_section(facets):
    """By number of section, 0 for none, whether the engine tells numbers or names."""
    return {int(name.rpartition(" ")[2] or 0): n for name, n in (facets or {}).items() if n}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--folder", type=pathlib.Path, required=True)
    options.add_argument("--rows", type=int, default=200_000, help="contributions, and as many arguments")
    options.add_argument("--only", help="engines to measure, with commas: palabre,fts5,tantivy,lucene,lucene-stop; none")
    options.add_argument("--repeat", type=int, default=3, help="how often each indexes; the best counts")
    options.add_argument("--runs", type=int, default=3, help="how often palabre search runs as a process, a query")
    options.add_argument("--make-queries", action="store_true", help="write scripts/bench_queries.txt anew, and stop")
    options.add_argument("--worker", nargs=2, help=argparse.SUPPRESS)
    given = options.parse_args()
    folder = given.folder
    if given.worker:
        return worker(folder, *given.worker)
    folder.mkdir(parents=True, exist_ok=True)
    table = folder / f"synth-{given.rows}.csv"
    if not table.exists():
        with open(table, "wb") as out:
            subprocess.run([ROOT / "target/release/palabre", "synth", "--rows", str(given.rows)], stdout=out, check=True)
    if not (folder / "bytes.txt").exists():
        extract(table, folder / "texts.tsv")
    if given.make_queries:
        return write_queries(QUERIES, read_forms(folder), records(folder / "texts.tsv"))
    for engine in ["palabre", *PEERS] if given.only is None else given.only.split(","):
        if engine == "none":
            continue
        if engine == "palabre":
            reported = measure_palabre(folder, table, given.repeat, given.runs)
        else:
            reported = measure_peer(folder, engine, given.repeat)
        (folder / f"{engine}.json").write_text(json.dumps(reported))
    show(folder, read_queries(QUERIES))


if __name__ == "__main__":
    main()
