#!/usr/bin/env bash
# floor.sh USER TOTAL BATCH AT_ONCE LINES...: bare ssh, one interactive session a device, its lines without waiting for a
# prompt, its output into a file; as many runs of xargs as there are batches. LAB names the lab's folder.
set -euo pipefail
user="$1" total="$2" batch="$3" at_once="$4"
shift 4
lines="$(printf '%s\\n' "$@" exit)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
for ((first = 1; first <= total; first += batch)); do
  seq "$first" $((first + batch - 1)) |
    xargs -P "$at_once" -I{} sh -c "printf '$lines' | ssh -F $LAB/ssh_config -l $user -tt r{} >$work/{} 2>/dev/null"
done
whole="$(grep -l '^Configuration register' "$work"/* | wc -l)"
[ "$whole" = "$total" ] || { echo "floor.sh: $whole of $total sessions have their output" >&2; exit 1; }
