#!/usr/bin/env bash
# Configurations of 2,000 lines of simulated routers: kept by one job (backup) next to the same reads without keeping (run), on the same lab in the
# same run. Arguments: how many devices (1000), how many at once (50). NETBATCH names the program; default out/cli (./build.sh build).
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
netbatch="${NETBATCH:-$here/../../out/cli/netbatch}"
devices="${1:-1000}" at_once="${2:-50}"
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

measure() { # name, command: wall and CPU of the program alone
  local name="$1"; shift
  /usr/bin/env bash -c 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null 2>"'"$work"'/errors"' _ "$@" 2>"$work/time" || { cat "$work/errors" >&2; exit 1; }
  awk -v name="$name" '{printf "%-28s wall %7.2f s   CPU %7.2f s\n", name, $1, $2 + $3; print $1, $2 + $3 > "'"$work"'/last"}' "$work/time"
}
rules=(--inventory "$work/inventory.csv" --batch-size "$at_once" --throttle "$at_once" --rolling --quiet)
wc -l <"$work/outputs/show running-config.txt" | awk -v n="$devices" '{print n " devices, " $1 " lines each"}'
measure "warm-up" $netbatch run 'show clock' "${rules[@]}"
measure "run show running-config" $netbatch run 'show running-config' "${rules[@]}"; read -r wall cpu <"$work/last"
measure "backup, the first night" $netbatch backup "${rules[@]}"; read -r first first_cpu <"$work/last"
measure "backup, nothing changed" $netbatch backup "${rules[@]}"; read -r second second_cpu <"$work/last"
echo "$wall $cpu $first $first_cpu $second $second_cpu" | awk '{printf "ratio to the reads alone: first night wall %.2f CPU %.2f, second wall %.2f CPU %.2f\n", $3/$1, $4/$2, $5/$1, $6/$2}'
