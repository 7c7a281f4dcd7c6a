#!/usr/bin/env python3
"""Import of a large table and of a large Cap Collectif export, beside the CSV readers of polars and DuckDB.

pip install polars duckdb
cargo build --release && python3 scripts/bench_import.py --rows 1000000 --folder /tmp/bench-import

Makes `table.csv` in the folder (`palabre synth`: as many arguments as contributions; 1,000,000 rows are about
1 GB), turns it into `cap.csv`, a consultation as Cap Collectif exports it (names of columns of the newer
generation), and times on each, one thread each, in one run:

- `cargo bench --bench import`: the importer alone, into a sink that counts (best of three), and into the journal;
- polars' `read_csv` and DuckDB's `read_csv` into a table (best of three): they cut and convert cells, and know
  nothing of texts, dates in French, sides, e-mail addresses to mask.

Files that exist already are kept. Delete the folder afterwards.
"""
import argparse
import csv
import os
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent

# The columns of a consultation that are filled, and some of those that are empty beside them.
COLUMNS = """type id author_id consultation_title section_title title body_text s_created_at url published trashed
trashed_reason votes_count votes_count_ok votes_count_mitige votes_count_nok arguments_count arguments_count_for
sources_count versions_count votes_id votes_related_id votes_author_id votes_value votes_created_at
arguments_related_id arguments_related_kind arguments_id arguments_author_id arguments_type arguments_body
arguments_created_at arguments_trashed arguments_trashed_reason arguments_votes_count sources_id
sources_related_id sources_author_id sources_body versions_id versions_author_id versions_title
versions_explanation versions_body_text""".split()
NAMES = ["export_contribution" + (c if c.startswith("s_") else "_" + c) for c in COLUMNS]
SIDES = {"pour": "argument.show.type.for", "contre": "argument.show.type.against"}


def cap_collectif(table, cap):
    """Turns the made-up table into an export; a row becomes a row."""
    with open(table, encoding="utf-8", newline="") as source, open(
        cap, "w", encoding="utf-8", newline=""
    ) as target:
        out = csv.writer(target)
        out.writerow(NAMES)
        for row in csv.DictReader(source):
            author = "user" + row["auteur_id"].rsplit("-", 1)[-1]
            if row["type"] == "proposition":
                cells = {
                    "type": "export_contribution_type_opinion",
                    "id": "opinion" + row["id"][1:],
                    "author_id": author,
                    "consultation_title": "Collecte des avis",
                    "section_title": row["section"],
                    "title": row["titre"],
                    "body_text": row["texte"],
                    "s_created_at": row["date"],
                    "url": "https://exemple.fr/opinions/" + row["id"],
                    "published": "Oui",
                    "trashed": "Non",
                    "votes_count_ok": "3",
                    "votes_count_mitige": "1",
                    "votes_count_nok": "2",
                }
            else:
                cells = {
                    "type": "export_contribution_type_argument",
                    "arguments_related_id": "opinion" + row["parent_id"][1:],
                    "arguments_related_kind": "opinion",
                    "arguments_id": "argument" + row["id"][1:],
                    "arguments_author_id": author,
                    "arguments_type": SIDES.get(row["position"], ""),
                    "arguments_body": "<p>" + row["texte"] + "</p>",
                    "arguments_created_at": row["date"],
                    "arguments_trashed": "Non",
                    "arguments_votes_count": row["votes"],
                }
            out.writerow([cells.get(c, "") for c in COLUMNS])


def best(run):
    """The processor's time and the clock's, in seconds."""
    used, clock = [], []
    for _ in range(3):
        start, before = time.perf_counter(), time.process_time()
        run()
        clock.append(time.perf_counter() - start)
        used.append(time.process_time() - before)
    return min(used), min(clock)


def others(path):
    # Read before polars is imported.
    os.environ["POLARS_MAX_THREADS"] = "1"
    import duckdb
    import polars

    size = path.stat().st_size / 1e6

    def with_duckdb():
        connection = duckdb.connect()
        connection.execute("SET threads = 1")
        connection.execute(
            "CREATE TABLE t AS SELECT * FROM read_csv(?, all_varchar = true, max_line_size = 10000000)",
            [str(path)],
        )

    for name, run in [
        (f"polars {polars.__version__}", lambda: polars.read_csv(path, infer_schema=False)),
        (f"DuckDB {duckdb.__version__}", with_duckdb),
    ]:
        used, clock = best(run)
        print(
            f"{path}: {name}: {size / used:.1f} MB/s of the processor's time ({used:.2f} s), "
            f"{size / clock:.1f} MB/s by the clock ({clock:.2f} s)",
            flush=True,
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rows", type=int, default=100_000, help="contributions, and as many arguments")
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("/tmp/bench-import"))
    parser.add_argument("--palabre", default=str(ROOT / "target/release/palabre"))
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    table, cap = options.folder / "table.csv", options.folder / "cap.csv"
    if not table.exists():
        with open(table, "wb") as out:
            subprocess.run(
                [options.palabre, "synth", "--rows", str(options.rows)], stdout=out, check=True
            )
    if not cap.exists():
        cap_collectif(table, cap)
    names = [str(table), str(cap)]
    bench = ["cargo", "bench", "--bench", "import", "--", *names]
    environment = dict(os.environ, PALABRE_BENCH_JOURNAL="1")
    done = subprocess.run(bench, cwd=ROOT, env=environment, check=False)
    others(table)
    others(cap)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
