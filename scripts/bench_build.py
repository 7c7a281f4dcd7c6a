#!/usr/bin/env python3
"""Whole builds of made-up tables, by one program or by several in turn.

cargo build --release && python3 scripts/bench_build.py --folder /tmp/bench-build target/release/palabre

Makes two tables of some 200 MB in the folder (`palabre synth`, the default vocabulary and `--vocabulary
natural`), and runs `palabre build --timings` on each from nothing, `--repeat` times: where several programs are
named, one after the other in every round, so that they meet the same load. For the stage `import` it prints the
median of the seconds by the clock, their range, MB/s of the file, the seconds on the processor (null for programs
that do not say) and the most memory; for the build as a whole the clock and the processor; and the load of the
machine before each round. Where others use the machine the processor's time is what compares.

Every program's tables are compared, byte for byte, with those of the first. Files that are there are not made
again. Delete the folder afterwards.
"""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

TABLES = ["records", "texts", "votes", "imports", "warnings"]


def build(program, corpus, threads):
    """Builds from nothing; the stages, the clock and the processor's time of the whole."""
    shutil.rmtree(corpus / ".palabre", ignore_errors=True)
    command = [program, "build", str(corpus), "--timings", "--format", "json", "-q"]
    if threads:
        command += ["--threads", str(threads)]
    before, begun = os.times(), time.monotonic()
    printed = subprocess.run(command, check=True, capture_output=True).stdout
    clock, after = time.monotonic() - begun, os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    stages = {stage["stage"]: stage for stage in json.loads(printed)["timings"]}
    return stages["import"], clock, used


def tables(corpus):
    [folder] = (corpus / ".palabre/builds").iterdir()
    return {name: (folder / f"{name}.parquet").read_bytes() for name in TABLES}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("programs", nargs="+")
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--rows", type=int, default=190_000, help="contributions, and as many arguments")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--threads", type=int)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    print("| file | program | import, s (range) | MB/s | import, cpu s | peak, MiB | build, s | build, cpu s |")
    print("|---|---|---|---|---|---|---|---|")
    for vocabulary in ["demo", "natural"]:
        table = options.folder / f"{vocabulary}-{options.rows}.csv"
        # The last program named is the newest.
        newest = options.programs[-1]
        if not table.exists():
            with open(table, "wb") as out:
                command = [newest, "synth", "--rows", str(options.rows), "--vocabulary", vocabulary]
                subprocess.run(command, check=True, stdout=out)
        corpus = options.folder / vocabulary
        if not corpus.exists():
            command = [newest, "new", str(corpus), str(table), "-q"]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        runs = {program: [] for program in options.programs}
        first = None
        for _ in range(options.repeat):
            print("load before the round:", *os.getloadavg(), file=sys.stderr)
            for program in options.programs:
                runs[program].append(build(program, corpus, options.threads))
                made = tables(corpus)
                first = first or made
                for name in TABLES:
                    if made[name] != first[name]:
                        print(f"{program}: {name}.parquet differs", file=sys.stderr)
        size = table.stat().st_size / 1e6
        for program in options.programs:
            seconds = sorted(run[0]["seconds"] for run in runs[program])
            median = statistics.median(seconds)
            used = [run[0].get("cpu_seconds") for run in runs[program]]
            used = "" if None in used else f"{statistics.median(used):.1f}"
            peak = max(run[0]["peak_mib"] for run in runs[program])
            clock, whole = (statistics.median(run[n] for run in runs[program]) for n in (1, 2))
            print(
                f"| {vocabulary}, {size:.0f} MB | {program} | {median:.2f} ({seconds[0]:.2f} to {seconds[-1]:.2f}) "
                f"| {size / median:.1f} | {used} | {peak} | {clock:.1f} | {whole:.1f} |"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
