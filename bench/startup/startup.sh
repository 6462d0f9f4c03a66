#!/usr/bin/env bash
# What the module adds to PowerShell's own start, and the first command to that; each next to a bare start in the same
# round, so that the ratios hold on a busy machine too. Needs ./build.sh build. Arguments: how PowerShell is started.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
module="$here/../../out/module/NetBatch"
rounds="${ROUNDS:-11}"
work="$(mktemp -d)"
export NETBATCH_HOME="$work" POWERSHELL_TELEMETRY_OPTOUT=1
trap 'rm -rf "$work"' EXIT
[ $# -gt 0 ] || set -- pwsh

took() {
  local name="$1" start end
  shift
  start=$(date +%s%N)
  "$@" >/dev/null
  end=$(date +%s%N)
  echo "$(((end - start) / 1000000))" >>"$work/$name"
}
middle() { sort -n "$work/$1" | sed -n "$((rounds / 2 + 1))p"; }

for _ in $(seq "$rounds"); do
  took start "$@" -NoProfile -NonInteractive -Command exit
  took import "$@" -NoProfile -NonInteractive -Command "Import-Module '$module'"
  took first "$@" -NoProfile -NonInteractive -Command "Import-Module '$module'; Get-BatchJob"
  took cli "$here/../../out/cli/netbatch" jobs
done
start=$(middle start) import=$(middle import) first=$(middle first) cli=$(middle cli)
awk -v start="$start" -v import="$import" -v first="$first" -v cli="$cli" 'BEGIN {
  printf "PowerShell, nothing else: %4d ms\n", start
  printf "Import-Module NetBatch:  +%4d ms  ratio %.2f\n", import - start, (import - start) / start
  printf "first Get-BatchJob:      +%4d ms  ratio %.2f\n", first - import, (first - import) / start
  printf "netbatch jobs:            %4d ms  ratio %.2f\n", cli, cli / start
}'
