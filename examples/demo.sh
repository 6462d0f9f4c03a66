#!/usr/bin/env bash
# A batch of routers from end to end, through the CLI: 25 routers, batches of 10, one of them down at first.
set -euo pipefail
netbatch="$1"
home="$(mktemp -d)"
export NETBATCH_HOME="$home"
lab="demo$$"
say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
trap '"$netbatch" lab down "$lab" >/dev/null 2>&1 || true' EXIT

say "1. A lab of 25 simulated routers behind a real OpenSSH server; r7 is down"
"$netbatch" lab up --name "$lab" --devices 25 --platform cisco_ios,cisco_nxos,arista_eos --fault r7=refuse >"$home/inventory.csv" &
until [ "$(wc -l <"$home/inventory.csv")" -ge 26 ]; do sleep 0.1; kill -0 $! || exit 1; done
"$netbatch" devices import "$home/inventory.csv"

say "2. Three show commands on all of them, ten at a time"
"$netbatch" run 'show version' 'show ip interface brief' 'show clock' --device 'r*' --batch-size 10 --retries 0 --name demo || true
job=$("$netbatch" jobs --json --first 1 | sed -E 's/.*"id":"([^"]+)".*/\1/')

say "3. How it went"
"$netbatch" status "$job"
"$netbatch" results "$job" --device r1 --json | head -c 300; echo " ..."

say "4. r7 comes up; only what failed is begun again"
"$netbatch" lab fault r7=none --name "$lab"
"$netbatch" retry "$job"

say "5. Everything as CSV"
"$netbatch" results "$job" --csv "$home/results.csv"
head -c 400 "$home/results.csv"; echo " ..."

say "The SQLite file with jobs, results and inventory: $(find "$home" -name '*.db' | head -1)"
