#!/usr/bin/env python3
"""Makes the font files of src/charts/font from Inter: TTF to measure and for PNG, WOFF2 for pages.

    pip install fonttools brotli
    python3 scripts/font.py            # needs npm, downloads the one package named below

The same package and the same fonttools and brotli give the same bytes. Versions used for the committed
files: fonttools 4.68.0, brotli 1.2.1. See src/charts/font/README.md for what is changed and why it may be.
"""

import base64
import hashlib
import io
import pathlib
import subprocess
import sys
import tarfile
import tempfile

from fontTools import subset
from fontTools.ttLib import TTFont

PACKAGE = "inter-ui@4.1.1"
SHA512 = "451h0J29HyOmA+JXgSi/6M12tL7ZCZ8arYKZUXiOXTJpJbAKqJvFh3k5SiV3x7tKe0C0KyrKUUiQIvvZ2PQDcA=="
OUT = pathlib.Path(__file__).resolve().parent.parent / "src" / "charts" / "font"
WEIGHTS = {400: "Inter-Regular", 600: "Inter-SemiBold"}

NARROW_SPACE = 470  # of 2,048 to the em

# Latin-1 and what French and English typography needs beyond it.
TEXT = [
    (0x20, 0x7E),
    (0xA0, 0xAC),  # the soft hyphen has no glyph
    (0xAE, 0xFF),
    (0x152, 0x153),  # Œ œ
    (0x178, 0x178),  # Ÿ
    (0x2009, 0x2009),  # thin space
    (0x2010, 0x2015),  # hyphens and dashes
    (0x2018, 0x201E),  # quotation marks
    (0x2020, 0x2022),  # dagger, double dagger, bullet
    (0x2026, 0x2026),  # …
    (0x202F, 0x202F),  # narrow no-break space
    (0x2030, 0x2030),  # ‰
    (0x2039, 0x203A),  # ‹ ›
    (0x20AC, 0x20AC),  # €
    (0x2116, 0x2116),  # №
    (0x2122, 0x2122),  # ™
    (0x2190, 0x2193),  # ← ↑ → ↓
    (0x2196, 0x2199),  # ↖ ↗ ↘ ↙
    (0x2212, 0x2212),  # −
    (0x2248, 0x2248),  # ≈
    (0x2260, 0x2260),  # ≠
    (0x2264, 0x2265),  # ≤ ≥
    (0x2713, 0x2713),  # ✓
]


def package() -> tarfile.TarFile:
    """Downloads the package through npm and checks its hash."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        data = next(pathlib.Path(folder).glob("*.tgz")).read_bytes()
    found = base64.b64encode(hashlib.sha512(data).digest()).decode()
    if found != SHA512:
        sys.exit(f"{PACKAGE}: SHA-512 is {found}, expected {SHA512}")
    return tarfile.open(fileobj=io.BytesIO(data))


def tabular_digits(font: TTFont) -> None:
    """Maps the ten digits to the figures of one width, for readers that know no font features."""
    gsub = font["GSUB"].table
    figures = {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for table in gsub.LookupList.Lookup[index].SubTable:
                    figures.update(getattr(table, "ExtSubTable", table).mapping)
    for table in font["cmap"].tables:
        for digit in range(0x30, 0x3A):
            if digit in table.cmap:
                # The tables share one dictionary: what is done already stays.
                table.cmap[digit] = figures.get(table.cmap[digit], table.cmap[digit])


def narrow_space(font: TTFont) -> None:
    """Widens U+202F from 0.18 em to 0.23 em: between figures of one width the groups were hard to see."""
    glyph = font.getBestCmap()[0x202F]
    _, bearing = font["hmtx"][glyph]
    font["hmtx"][glyph] = (NARROW_SPACE, bearing)


def main() -> None:
    codes = [c for first, last in TEXT for c in range(first, last + 1)]
    with package() as tar:
        for weight, name in WEIGHTS.items():
            data = tar.extractfile(f"package/web/{name}.woff2").read()
            font = TTFont(io.BytesIO(data), recalcTimestamp=False)
            tabular_digits(font)
            narrow_space(font)
            options = subset.Options()
            options.layout_features = ["kern", "pnum"]
            options.hinting = False
            options.glyph_names = False
            options.notdef_outline = True
            options.recalc_timestamp = False
            options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14, 16, 17]
            chosen = subset.Subsetter(options)
            chosen.populate(unicodes=codes)
            chosen.subset(font)
            missing = [hex(c) for c in codes if c not in font.getBestCmap()]
            if missing:
                sys.exit(f"{name}: no glyph for {missing}")
            font.flavor = None
            font.save(OUT / f"inter-{weight}.ttf", reorderTables=True)
            font.flavor = "woff2"
            font.save(OUT / f"inter-{weight}.woff2", reorderTables=True)
    for path in sorted(OUT.glob("inter-*")):
        print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main()
