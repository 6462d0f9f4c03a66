#!/usr/bin/env bash
# Three show commands on 60 simulated routers, ten at a time: netbatch against Netmiko in a pool of ten threads,
# in the same run on the same lab. Needs out/cli (./build.sh build) and, for the ratio, Debian's python3-netmiko.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
netbatch="$here/../../out/cli/netbatch"
work="$(mktemp -d)"
export NETBATCH_HOME="$work"
lab="bench$$"
trap '"$netbatch" lab down "$lab" >/dev/null 2>&1 || true; rm -rf "$work"' EXIT
"$netbatch" lab up --name "$lab" --devices 60 >"$work/inventory.csv" 2>/dev/null &
until [ "$(wc -l <"$work/inventory.csv")" -ge 61 ]; do sleep 0.1; done

seconds() { local start end; start=$(date +%s.%N); "$@" >/dev/null; end=$(date +%s.%N); echo "$end $start" | awk '{printf "%.2f", $1 - $2}'; }
ours=$(seconds "$netbatch" run 'show version' 'show ip interface brief' 'show clock' --inventory "$work/inventory.csv" --batch-size 10 --quiet)
echo "netbatch: $ours s"
python=/usr/bin/python3
if $python -c 'import netmiko' 2>/dev/null; then
  theirs=$(seconds $python "$here/netmiko_fleet.py" "$work/inventory.csv")
  echo "netmiko:  $theirs s   ratio $(echo "$theirs $ours" | awk '{printf "%.1f", $1 / $2}')"
else
  echo "netmiko is not installed (apt-get install python3-netmiko); no ratio."
fi
