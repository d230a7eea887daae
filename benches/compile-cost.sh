#!/usr/bin/env bash
# The time to compile simplex-api and its peer, with a small consumer of each: wall time and CPU time in seconds.
# Usage: ./compile-cost.sh [rounds]
set -euo pipefail
cd "$(dirname "$0")"

target=$(mktemp -d)
trap 'rm -rf "$target"' EXIT
export CARGO_TARGET_DIR=$target
TIMEFORMAT='%R %U'

# row <what> <consumer> <options of cargo>
row() {
    local seconds
    seconds=$({ time cargo build --quiet --package "${@:2}" 2>&3; } 3>&2 2>&1)
    echo "| $1 | ${2#consumer-of-} | ${3:-} | ${seconds/ / | } |"
}

cargo fetch --quiet
echo '| compiled | library | profile | wall | user |'
echo '|---|---|---|---:|---:|'
for _ in $(seq "${1:-1}"); do
    for profile in '' --release; do
        for pair in simplex-api:simplex-api simploxide:simploxide-api-types; do
            consumer=consumer-of-${pair%:*}
            rm -rf "${target:?}"/*
            row 'consumer, library, all dependencies' "$consumer" $profile
            cargo clean --quiet --package "$consumer" --package "${pair#*:}" $profile
            row 'consumer, library' "$consumer" $profile
            cargo clean --quiet --package "$consumer" $profile
            row 'consumer' "$consumer" $profile
        done
    done
done
