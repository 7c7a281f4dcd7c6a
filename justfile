# Recipes for https://just.systems; each is a plain command that can be typed as well.

# What every change must pass: format, lints, tests, documentation.
all:
    .ci/run

# Every test. `just test --test journeys search` runs some.
test *ARGS:
    cargo test --locked {{ARGS}}

# Format and lints, as the checks ask for them.
lint:
    cargo fmt --check
    cargo clippy --locked --all-targets -- -D warnings
    cargo clippy --locked --no-default-features --lib -- -D warnings

# The documentation of the library, into target/doc.
doc:
    RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps

# Writes the demonstration report again: reports/demo is kept in the repository.
demo:
    cargo run --release --locked -- report corpora/demo

# Measures: `just bench search` runs one of analyse, concordance, import, search (docs/benchmarks.md).
bench *NAME:
    cargo bench --locked {{ if NAME == "" { "" } else { "--bench " + NAME } }}

# Fuzzes one format for some seconds: `just fuzz csv 600`. Wants nightly Rust and cargo-fuzz.
fuzz TARGET SECONDS="600":
    cd fuzz && mkdir -p corpus/{{TARGET}} && \
        cargo +nightly fuzz run --sanitizer none {{TARGET}} corpus/{{TARGET}} seeds/{{TARGET}} -- -max_total_time={{SECONDS}}

# The long round of the fault harness (docs/faults.md); the short one is a part of `just test`.
faults:
    cargo test --release --locked --test faults -- --ignored --nocapture

# Damaged files of every container, ten minutes each (MUTATION_SECONDS); a short round is a part of `just test`.
mutations:
    cargo test --release --locked --test mutations -- --ignored --nocapture
