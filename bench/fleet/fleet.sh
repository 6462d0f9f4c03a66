#!/usr/bin/env bash
# NetBatch on simulated routers behind a real sshd, beside bare ssh under xargs with the same batches, asyncssh and Netmiko,
# alternating in one run; medians of ROUNDS rounds (5). Arguments: names of measures in fleet.py; none: all.
# Needs root for the routers' users, gcc, openssh-server, Debian's python3-netmiko and python3-asyncssh, and out/cli (./build.sh build).
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
export NETBATCH="${NETBATCH:-$here/../../out/cli/netbatch}" PORT="${PORT:-2209}"
LAB="$(mktemp -d)"
export LAB
end() {
  [ ! -e "$LAB/sshd.pid" ] || kill "$(cat "$LAB/sshd.pid")" 2>/dev/null || true
  rm -rf "$LAB"
}
trap end EXIT
bash "$here/lab.sh" "$LAB" "$PORT"
until [ -s "$LAB/sshd.pid" ]; do sleep 0.1; done
/usr/bin/python3 "$here/fleet.py" "$@"
