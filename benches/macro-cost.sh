#!/usr/bin/env bash
# The compile time of `#[command]` compared with serde's derives on the same structs, in milliseconds per struct: wall time for
# the expansion alone, and CPU time for all other steps.
# Usage: ./macro-cost.sh [structs] [rounds]
set -euo pipefail
cd "$(dirname "$0")"

structs=${1:-200}
rounds=${2:-5}
library=$PWD/../simplex-api
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
export CARGO_TARGET_DIR=$directory/target CARGO_INCREMENTAL=0
TIMEFORMAT='%U'
# The compiler prints the time of its passes only for these crates.
export RUSTC_BOOTSTRAP=structs_of_plain,structs_of_serde,structs_of_command

# Five shapes, used alternately: the syntax and the fields.
shapes=(
    '<id>|id: i64'
    '<id>[ live=on][ ttl=<ttl>]|id: i64, live: bool, ttl: Option<i32>'
    '<str(chat)> <items[0]>[,<items[1]>...] broadcast|internal|internalMark|chat: ChatRef, items: Vec<i64>, mode: CiDeleteMode'
    '<id> <json(message)>|id: i64, message: ComposedMessage'
    '<id> on|off[ from=<from>][ to=<to>] text=<text>|id: i64, all: bool, from: Option<i64>, to: Option<i64>, text: String'
)

# source_of <variant>: the structs, each encoded and decoded once.
source_of() {
    echo '#![allow(dead_code, unused_imports)]'
    echo 'use simplex_api::{Command, command, types::{ChatRef, CiDeleteMode, ComposedMessage}};'
    echo 'use serde::{Deserialize, Serialize};'
    local i shape
    for i in $(seq "$structs"); do
        shape=${shapes[i % ${#shapes[@]}]}
        case $1 in
        command) echo "#[command(syntax = \"/_c$i ${shape%|*}\")]" ;;
        serde) echo '#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)] #[serde(rename_all = "camelCase")]' ;;
        plain) echo '#[derive(Debug, Clone, PartialEq)]' ;;
        esac
        echo "pub struct C$i { ${shape##*|} }"
        case $1 in
        command) echo "pub fn c$i(text: &str) -> String { C$i::decode(text).unwrap().encode().unwrap() }" ;;
        serde) echo "pub fn c$i(text: &str) -> String { serde_json::to_string(&serde_json::from_str::<C$i>(text).unwrap()).unwrap() }" ;;
        esac
    done
}

printf '[workspace]\nmembers = ["plain", "serde", "command"]\nresolver = "3"\n' >"$directory/Cargo.toml"
cp Cargo.lock "$directory"
for variant in plain serde command; do
    mkdir -p "$directory/$variant/src"
    source_of $variant >"$directory/$variant/src/lib.rs"
    cat >"$directory/$variant/Cargo.toml" <<TOML
[package]
name = "structs-of-$variant"
version = "0.0.0"
edition = "2024"
[dependencies]
serde = { version = "1", features = ["derive"] }
serde_json = "1"
simplex-api = { path = "$library", default-features = false }
TOML
done
cd "$directory"

# seconds <variant> <cargo command, or expansion>
seconds() {
    touch "$1/src/lib.rs"
    if [ "$2" = expansion ]; then
        cargo rustc --profile check --quiet --package "structs-of-$1" -- -Ztime-passes 2>&1 |
            awk '/macro_expand_crate/ { print $2 + 0 }'
    else
        { time cargo "${@:2}" --quiet --package "structs-of-$1" 2>&3; } 3>&2 2>&1
    fi
}

median() {
    sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'
}

echo '| step | variant | crate, s | per struct, ms |'
echo '|---|---|---:|---:|'
for step in expansion check build 'build --release'; do
    # shellcheck disable=SC2086 # A command and its options.
    cargo ${step/expansion/check} --quiet
    for _ in $(seq "$rounds"); do
        for variant in plain serde command; do
            # shellcheck disable=SC2086
            seconds $variant $step >>"$variant.times"
        done
    done
    plain=$(median <plain.times)
    for variant in plain serde command; do
        awk -v step="$step" -v variant=$variant -v all="$(median <$variant.times)" -v plain="$plain" -v structs="$structs" \
            'BEGIN { printf "| %s | %s | %.2f | %.2f |\n", step, variant, all, (all - plain) * 1000 / structs }'
    done
    rm ./*.times
done
