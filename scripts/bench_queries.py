"""The texts and the 100 queries of bench_search.py: how they are made, read and translated.

The queries are written in Palabre's syntax, of which they use words, "phrases", "near ones"~3, prefix*, AND, OR, NOT
after AND, and brackets. `parse` gives a tree: ("word", w), ("prefix", letters), ("phrase", words, slop or None),
("and", trees), ("or", trees), ("not", tree).
"""
import collections
import csv
import itertools
import random
import re
import unicodedata

# Letters and digits, as FTS5's unicode61 cuts them.
TOKEN = re.compile(r"[^\W_]+")
# Words as a reader sees them: what an apostrophe or a hyphen ties stays together, and is not drawn.
WHOLE = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*['’]?")
LEXEME = re.compile(r'"([^"]*)"(?:~(\d+))?|([()])|([^\s()"]+)')
SEED = 16


def fold(word):
    """Without diacritics, as unicode61 compares."""
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")


def extract(table, texts):
    """Section number, title and body of each record, a line each; and the forms with their numbers of records."""
    forms = {}
    kept = 0
    with open(table, encoding="utf-8", newline="") as source, open(texts, "w", encoding="utf-8", newline="\n") as out:
        for row in csv.DictReader(source):
            title, body = (re.sub(r"[\t\r\n]", " ", row[c]) for c in ("titre", "texte"))
            kept += len(title.encode()) + len(body.encode())
            out.write(f"{row['section'].rpartition(' ')[2] or 0}\t{title}\t{body}\n")
            for form in set(TOKEN.findall(title.lower())) | set(TOKEN.findall(body.lower())):
                forms[form] = forms.get(form, 0) + 1
    with open(texts.with_name("forms.tsv"), "w", encoding="utf-8") as out:
        for form, n in sorted(forms.items(), key=lambda f: (-f[1], f[0])):
            out.write(f"{form}\t{n}\n")
    texts.with_name("bytes.txt").write_text(str(kept))


def read_forms(folder):
    lines = (folder / "forms.tsv").read_text(encoding="utf-8").splitlines()
    return [(form, int(n)) for form, n in (line.split("\t") for line in lines)]


def records(texts):
    with open(texts, encoding="utf-8", newline="\n") as lines:
        return [line.rstrip("\n").split("\t") for line in lines]


def read_queries(path):
    """Class and query of each line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


def parse(query):
    lexemes = [m.groups() for m in LEXEME.finditer(query)]
    at = 0

    def operator(name):
        return at < len(lexemes) and lexemes[at][3] == name

    def either():
        nonlocal at
        parts = [both()]
        while operator("OR"):
            at += 1
            parts.append(both())
        return parts[0] if len(parts) == 1 else ("or", parts)

    def both():
        nonlocal at
        parts = [one()]
        while operator("AND"):
            at += 1
            parts.append(one())
        return parts[0] if len(parts) == 1 else ("and", parts)

    def one():
        nonlocal at
        if operator("NOT"):
            at += 1
            return ("not", one())
        quoted, slop, bracket, word = lexemes[at]
        at += 1
        if bracket:
            inner = either()
            at += 1
            return inner
        if quoted is not None:
            return ("phrase", quoted.split(), int(slop) if slop else None)
        return ("prefix", word[:-1]) if word.endswith("*") else ("word", word)

    tree = either()
    if at != len(lexemes):
        raise SystemExit(f"{query}: cannot be read")
    return tree


def spell(tree, forms):
    """The query with exact forms for words: all of `forms` that are the word's but for accents, which is what FTS5
    finds. `forms`: by folded form, those of the texts."""
    kind = tree[0]
    if kind == "word":
        return either(["=" + f for f in forms.get(fold(tree[1]), [tree[1]])])
    if kind == "prefix":
        return tree[1] + "*"
    if kind == "phrase":
        ways = itertools.product(*(forms.get(fold(w), [w]) for w in tree[1]))
        near = "" if tree[2] is None else f"~{tree[2]}"
        return either(['"' + " ".join("=" + w for w in way) + '"' + near for way in ways])
    if kind == "not":
        return "NOT " + spell(tree[1], forms)
    parts = [spell(t, forms) for t in tree[1]]
    return either(parts) if kind == "or" else "(" + " AND ".join(parts) + ")"


def either(parts):
    return parts[0] if len(parts) == 1 else "(" + " OR ".join(parts) + ")"


def write_queries(path, forms, rows):
    """Draws them anew. `forms`: with their numbers of records, most frequent first; `rows`: section, title, body."""
    draw = random.Random(SEED)
    # A part of the records is enough to draw from and to count in.
    cut = [WHOLE.findall(row[2].lower()) for row in rows[::8]]
    whole = collections.Counter(w for row in cut for w in set(row))
    # Not what mostly comes before or after an apostrophe.
    words = [f for f, n in forms if f.isalpha() and len(f) >= 3 and whole[f] * 8 > n * 0.8]
    bands = {"frequent": words[5:120], "middling": words[120:1200], "rare": words[1200:]}
    text = "\n".join(" " + " ".join(row) + " " for row in cut)

    def word(band=None):
        return draw.choice(bands[band or draw.choice(list(bands))])

    def run(length, least, most):
        """So many words, not all of them short, that are side by side in `least` to `most` places."""
        while True:
            row = draw.choice(cut)
            at = draw.randrange(max(1, len(row) - length))
            found = row[at : at + length]
            words = all(w.isalpha() and (len(w) > 1 or w in "aày") for w in found)
            if len(found) == length and words and any(len(w) > 3 for w in found):
                if least <= text.count(" " + " ".join(found) + " ") <= most:
                    return found

    def quoted(*asked):
        return '"' + " ".join(run(*asked)) + '"'

    def near():
        found = run(3 + draw.randrange(2), 1, 10**9)
        return f'"{found[0]} {found[-1]}"~3'

    def prefix(length):
        while True:
            found = word()
            if len(found) > length and found[:length].isascii():
                return found[:length] + "*"

    out = []

    def add(kind, query):
        if (kind, query) in out:
            raise SystemExit(f"{query} is drawn twice: change the seed")
        out.append((kind, query))

    for band, n in [("frequent", 8), ("middling", 9), ("rare", 8)]:
        for _ in range(n):
            add("word", word(band))
    for _ in range(6):
        add("phrase", quoted(2, 50, 10**9))
    for _ in range(6):
        add("phrase", quoted(2, 2, 49))
    for _ in range(5):
        add("phrase", quoted(3, 60, 10**9))
    for _ in range(3):
        add("phrase", quoted(3, 1, 5))
    for _ in range(5):
        add("phrase", near())
    for length in (3, 4, 5):
        for _ in range(5):
            add("prefix", prefix(length))
    for bands_of in [("frequent", "frequent"), ("frequent", "middling"), ("middling", "middling"),
                     ("middling", "rare"), ("rare", "rare"), ("frequent", "frequent", "middling"),
                     ("frequent", "middling", "middling"), ("frequent", "middling", "rare"),
                     ("middling", "middling", "middling")]:
        add("boolean", " AND ".join(map(word, bands_of)))
    for bands_of in [("frequent", "middling"), ("middling", "middling"), ("rare", "rare"),
                     ("middling", "rare", "rare")]:
        add("boolean", " OR ".join(map(word, bands_of)))
    for a, b in [("frequent", "frequent"), ("middling", "frequent"), ("middling", "middling"), ("rare", "frequent")]:
        add("boolean", f"{word(a)} AND NOT {word(b)}")
    add("boolean", f"{word('frequent')} AND ({word('middling')} OR {word('rare')})")
    add("boolean", f"({word('middling')} OR {prefix(4)}) AND NOT {word('frequent')}")
    add("boolean", f"{quoted(2, 50, 10**9)} AND {word('frequent')}")
    for band in ("frequent", "frequent", "middling", "middling", "rare"):
        add("facets", word(band))
    for a, b in [("frequent", "frequent"), ("frequent", "middling"), ("middling", "middling")]:
        add("facets", f"{word(a)} AND {word(b)}")
    for a, b in [("middling", "middling"), ("middling", "rare")]:
        add("facets", f"{word(a)} OR {word(b)}")
    add("facets", quoted(2, 50, 10**9))
    add("facets", quoted(3, 60, 10**9))
    add("facets", prefix(4))
    add("facets", prefix(5))
    add("facets", f"{word('middling')} AND NOT {word('frequent')}")
    head = "# Class and query, in Palabre's syntax; drawn by scripts/bench_search.py --make-queries, for bench_search.py.\n"
    path.write_text(head + "".join(f"{kind}\t{query}\n" for kind, query in out), encoding="utf-8")
