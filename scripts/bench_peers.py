"""The engines that bench_search.py holds Palabre against: how each indexes the texts and answers a query."""
import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TOP = 20
FIELDS = ["title", "body"]


# ---- SQLite FTS5.


class Fts5:
    def __init__(self, folder):
        import sqlite3

        self.path = folder / "fts5"
        self.sqlite = sqlite3
        self.version = sqlite3.sqlite_version

    def index(self, rows):
        base = self.sqlite.connect(self.path / "index.db", isolation_level=None)
        base.execute("PRAGMA journal_mode = OFF")
        base.execute("PRAGMA synchronous = OFF")
        base.execute("PRAGMA cache_size = -262144")
        base.execute(
            "CREATE VIRTUAL TABLE texts USING fts5(title, body, content = '', tokenize = 'unicode61 remove_diacritics 2')"
        )
        base.execute("CREATE TABLE facts (ordinal INTEGER PRIMARY KEY, section INTEGER)")
        base.execute("BEGIN")
        base.executemany(
            "INSERT INTO texts (rowid, title, body) VALUES (?, ?, ?)", ((i, r[1], r[2]) for i, r in enumerate(rows))
        )
        base.executemany("INSERT INTO facts VALUES (?, ?)", ((i, int(r[0])) for i, r in enumerate(rows)))
        base.execute("COMMIT")
        base.close()

    def open(self):
        self.base = self.sqlite.connect(self.path / "index.db")
        self.base.execute("PRAGMA cache_size = -1048576")

    def prepare(self, tree):
        kind, rest = tree[0], tree[1:]
        if kind == "word":
            return f'"{rest[0]}"'
        if kind == "prefix":
            return f'"{rest[0]}" *'
        if kind == "phrase":
            words, slop = rest
            if slop is None:
                return '"' + " ".join(words) + '"'
            return "NEAR(" + " ".join(f'"{w}"' for w in words) + f", {slop})"
        if kind == "or":
            return "(" + " OR ".join(map(self.prepare, rest[0])) + ")"
        wanted = [self.prepare(t) for t in rest[0] if t[0] != "not"]
        unwanted = [self.prepare(t[1]) for t in rest[0] if t[0] == "not"]
        return "(" + " AND ".join(wanted) + "".join(f" NOT {u}" for u in unwanted) + ")"

    def ask(self, query, facets):
        best = self.base.execute(
            f"SELECT rowid, bm25(texts, 2.0, 1.0) AS s FROM texts WHERE texts MATCH ? ORDER BY s LIMIT {TOP}", (query,)
        ).fetchall()
        if not facets:
            total = self.base.execute("SELECT count(*) FROM texts WHERE texts MATCH ?", (query,)).fetchone()[0]
            return total, best, {}
        counts = self.base.execute(
            "SELECT section, count(*) FROM texts JOIN facts ON facts.ordinal = texts.rowid WHERE texts MATCH ? "
            "GROUP BY section",
            (query,),
        ).fetchall()
        return sum(n for _, n in counts), best, dict(counts)

    def ordinals(self, best):
        return [row for row, _ in best]


# ---- tantivy's Python binding.


class Tantivy:
    def __init__(self, folder):
        import tantivy

        self.path = folder / "tantivy"
        self.t = tantivy
        self.version = re.search(r"\d[\d.]*", tantivy.tantivy.__version__)[0]
        builder = tantivy.SchemaBuilder()
        for field in FIELDS:
            builder.add_text_field(field, tokenizer_name="french", index_option="position")
        builder.add_unsigned_field("ordinal", fast=True)
        builder.add_unsigned_field("section", fast=True)
        self.schema = builder.build()
        self.analyser = (
            tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
            .filter(tantivy.Filter.remove_long(255))
            .filter(tantivy.Filter.lowercase())
            .filter(tantivy.Filter.stemmer("french"))
            .build()
        )

    def index(self, rows):
        index = self.t.Index(self.schema, path=str(self.path))
        index.register_tokenizer("french", self.analyser)
        writer = index.writer(1 << 30, 2)
        for i, (section, title, body) in enumerate(rows):
            document = self.t.Document()
            document.add_unsigned("ordinal", i)
            document.add_unsigned("section", int(section))
            document.add_text("title", title)
            document.add_text("body", body)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self):
        index = self.t.Index.open(str(self.path))
        index.register_tokenizer("french", self.analyser)
        self.searcher = index.searcher()

    def prepare(self, tree):
        return tree

    def query(self, tree):
        """Built for each question anew, words cut and stemmed, as a parser would."""
        q, o, kind = self.t.Query, self.t.Occur, tree[0]
        if kind == "and":
            return q.boolean_query(
                [
                    (o.MustNot, self.query(t[1])) if t[0] == "not" else (o.Must, self.query(t))
                    for t in tree[1]
                ]
            )
        if kind == "or":
            return q.boolean_query([(o.Should, self.query(t)) for t in tree[1]])
        parts = []
        for field, boost in zip(FIELDS, (2.0, 1.0)):
            if kind == "word":
                parts.append((q.term_query(self.schema, field, self.analyser.analyze(tree[1])[0]), boost))
            elif kind == "prefix":
                parts.append((q.regex_query(self.schema, field, tree[1] + ".*"), boost))
            else:
                words = [self.analyser.analyze(w)[0] for w in tree[1]]
                parts.append((q.phrase_query(self.schema, field, words, tree[2] or 0), boost))
                if tree[2]:
                    # Either order, as the others understand it.
                    parts.append((q.phrase_query(self.schema, field, words[::-1], tree[2]), boost))
        return q.boolean_query([(o.Should, q.boost_query(p, b)) for p, b in parts])

    def ask(self, tree, facets):
        query = self.query(tree)
        if not facets:
            found = self.searcher.search(query, TOP, count=True)
            return found.count, found.hits, {}
        best = self.searcher.search(query, TOP, count=False).hits
        reported = self.searcher.aggregate(query, {"s": {"terms": {"field": "section", "size": 64}}})
        counts = {int(b["key"]): b["doc_count"] for b in reported["s"]["buckets"]}
        return sum(counts.values()), best, counts

    def ordinals(self, best):
        return self.searcher.fast_field_values("ordinal", [address for _, address in best])


ENGINES = {"fts5": Fts5, "tantivy": Tantivy}


# ---- Lucene.


def lucene_jar(folder):
    found = list(folder.glob("pyserini/resources/jars/anserini-*-fatjar.jar"))
    if not found:
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--no-deps", "-d", str(folder), "pyserini==0.22.1"], check=True
        )
        shutil.unpack_archive(next(folder.glob("pyserini-0.22.1-*.whl")), folder, "zip")
        found = list(folder.glob("pyserini/resources/jars/anserini-*-fatjar.jar"))
    return found[0]


def lucene_command(folder):
    jar, classes = lucene_jar(folder), folder / "classes"
    classes.mkdir(exist_ok=True)
    source = ROOT / "scripts" / "BenchLucene.java"
    subprocess.run(["javac", "-cp", str(jar), "-d", str(classes), str(source)], check=True)
    return ["java", "-Xmx3g", "-cp", f"{classes}{os.pathsep}{jar}", "BenchLucene"]


def lucene_text(tree):
    """A query in Lucene's classic syntax. Fields are named here: MultiFieldQueryParser forgets the slop of a phrase where
    it boosts a field."""
    kind = tree[0]
    if kind == "or":
        return "(" + " OR ".join(map(lucene_text, tree[1])) + ")"
    if kind == "and":
        return "(" + " ".join(f"-{lucene_text(t[1])}" if t[0] == "not" else f"+{lucene_text(t)}" for t in tree[1]) + ")"
    if kind == "word":
        asked = [tree[1]]
    elif kind == "prefix":
        asked = [tree[1] + "*"]
    elif tree[2]:
        # Its slop counts two for a turned pair: both orders are asked.
        asked = [f'"{" ".join(words)}"~{tree[2]}' for words in (tree[1], tree[1][::-1])]
    else:
        asked = ['"' + " ".join(tree[1]) + '"']
    return "(" + " OR ".join(f"title:{a}^2 OR body:{a}" for a in asked) + ")"
