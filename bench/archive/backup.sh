#!/usr/bin/env bash
# Configurations of 2,000 lines of simulated routers: kept by one job (backup) next to the same reads without keeping (run), on the same lab in the
# same run. Arguments: how many devices (1000), how many at once (50), rounds (3; medians of the ratios within a round). NETBATCH names the
# program; default out/cli (./build.sh build).
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
netbatch="${NETBATCH:-$here/../../out/cli/netbatch}"
devices="${1:-1000}" at_once="${2:-50}" rounds="${3:-3}"
work="$(mktemp -d)"
export NETBATCH_HOME="$work" NETBATCH_MAX_SESSIONS=200
lab="bench$$"
trap '$netbatch lab down "$lab" >/dev/null 2>&1 || true; rm -rf "$work"' EXIT
mkdir "$work/outputs"
{
  echo "version 15.2"; echo "hostname router"
  for n in $(seq 1 399); do printf 'interface Vlan%d\n description customer %d of the branch\n ip address 10.%d.%d.1 255.255.255.0\n ip ospf cost %d\n no shutdown\n' "$n" "$n" $((n / 250)) $((n % 250)) "$n"; done
  echo "end"
} >"$work/outputs/show running-config.txt"
$netbatch lab up --name "$lab" --devices "$devices" --outputs "$work/outputs" >"$work/inventory.csv" 2>/dev/null &
until [ "$(wc -l <"$work/inventory.csv")" -gt "$devices" ]; do sleep 0.2; done

measure() { # command: "wall cpu" in seconds, of the program alone
  TIMEFORMAT='%R %U %S'; { time "$@" >/dev/null 2>"$work/errors"; } 2>"$work/time" || { cat "$work/errors" >&2; return 1; }
  awk '{printf "%.2f %.2f\n", $1, $2 + $3}' "$work/time"
}
rules=(--inventory "$work/inventory.csv" --batch-size "$at_once" --throttle "$at_once" --rolling --quiet)
wc -l <"$work/outputs/show running-config.txt" | awk -v n="$devices" '{print n " devices, " $1 " lines each; wall and CPU in seconds"}'
$netbatch run 'show clock' "${rules[@]}" >/dev/null # caches, and the first start of the program
for round in $(seq 1 "$rounds"); do
  export NETBATCH_HOME="$work/round$round" # nothing kept before
  reads=$(measure $netbatch run 'show running-config' "${rules[@]}")
  first=$(measure $netbatch backup "${rules[@]}")
  second=$(measure $netbatch backup "${rules[@]}")
  echo "round $round: run 'show running-config' $reads; backup, the first night $first; backup, nothing changed $second"
  echo "$reads $first $second" >>"$work/rounds"
  export NETBATCH_HOME="$work"
done
median() { sort -n | awk '{v[NR] = $1} END {printf "%.2f", (v[int((NR + 1) / 2)] + v[int((NR + 2) / 2)]) / 2}'; }
ratio() { awk "{print $1 / $2}" "$work/rounds" | median; }
echo "to the reads alone: first night wall $(ratio '$3' '$1') CPU $(ratio '$4' '$2'), nothing changed wall $(ratio '$5' '$1') CPU $(ratio '$6' '$2')"
