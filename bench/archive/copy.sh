#!/usr/bin/env bash
# A file to devices by SFTP, each transfer cut in its middle, next to scp under xargs without a cut, to the same real sshd in the same run.
# Arguments: MiB (100), devices (20), at once (4). Needs openssh-server and root. NETBATCH names the program; default out/cli (./build.sh build).
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
netbatch="${NETBATCH:-$here/../../out/cli/netbatch}"
size="${1:-100}" devices="${2:-20}" at_once="${3:-4}"
work="$(mktemp -d)"; chmod 755 "$work"
export NETBATCH_HOME="$work/store"
port=$((20000 + RANDOM % 20000))
mkdir -p /run/sshd "$work/there"
ssh-keygen -q -t ed25519 -N '' -f "$work/host"; ssh-keygen -q -t ed25519 -N '' -f "$work/key"
cat >"$work/sshd.conf" <<END
Port $port
HostKey $work/host
AuthorizedKeysFile $work/key.pub
StrictModes no
UsePAM no
PermitRootLogin yes
PasswordAuthentication no
MaxStartups 1000
Subsystem sftp internal-sftp
END
# A server listens on at most 16 addresses (MAX_LISTEN_SOCKS in OpenSSH's sshd.c).
servers=()
for first in $(seq 1 16 "$devices"); do
  last=$((first + 15 < devices ? first + 15 : devices))
  /usr/sbin/sshd -f "$work/sshd.conf" -o "PidFile=$work/sshd.$first.pid" $(for n in $(seq "$first" "$last"); do echo "-o ListenAddress=127.0.0.$n"; done)
  until [ -s "$work/sshd.$first.pid" ]; do sleep 0.1; done
  servers+=("$(cat "$work/sshd.$first.pid")")
done
descendants() { local child; for child in $(pgrep -P "$1" || true); do echo "$child"; descendants "$child"; done; }
trap 'kill ${cutter:-} $(for server in "${servers[@]}"; do descendants "$server"; done) "${servers[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT
head -c "${size}M" /dev/urandom >"$work/image.bin"
for n in $(seq 1 "$devices"); do echo "[127.0.0.$n]:$port $(cut -d' ' -f1,2 "$work/host.pub")"; done >"$work/known_hosts"
mkdir -p "$NETBATCH_HOME"; cp "$work/known_hosts" "$NETBATCH_HOME/known_hosts"
seconds() { local start end; start=$(date +%s.%N); "$@" >"$work/said" 2>&1 || { cat "$work/said" >&2; return 1; }; end=$(date +%s.%N); echo "$end $start" | awk '{printf "%.2f", $1 - $2}'; }

scp_all() {
  seq 1 "$devices" | xargs -P "$at_once" -I{} sh -c "mkdir -p $work/there/s{}; exec scp -q -P $port -i $work/key -o UserKnownHostsFile=$work/known_hosts -o IdentitiesOnly=yes $work/image.bin root@127.0.0.{}:$work/there/s{}/image.bin"
}

ours_all() { # cut: whether each transfer is cut once
  local pids=() n
  for n in $(seq 1 "$devices"); do mkdir -p "$work/there/d$n"; done
  {
    echo "name,address,port,platform,user,credential"
    for n in $(seq 1 "$devices"); do echo "d$n,127.0.0.$n,$port,linux,root,key:$work/key"; done
  } >"$work/inventory.csv"
  if [ "$1" = cut ]; then
    ( # Every beginning of a file that has passed its middle has its connection cut, once.
      seen=" "
      while sleep 0.05; do
        for part in "$work"/there/d*/*.part; do
          [ -e "$part" ] || continue
          case "$seen" in *" $part "*) continue ;; esac
          if [ "$(stat -c %s "$part" 2>/dev/null || echo 0)" -gt $((size * 524288)) ]; then
            seen="$seen$part "
            kill $(fuser "$part" 2>/dev/null) 2>/dev/null || true
            echo cut >>"$work/cuts"
          fi
        done
      done
    ) & cutter=$!
  fi
  local took
  took=$(seconds $netbatch copy "$work/image.bin" "$work/there/{name}/" --inventory "$work/inventory.csv" --batch-size "$at_once" --throttle "$at_once" --rolling --protocol sftp --yes --quiet)
  if [ "$1" = cut ]; then kill "$cutter"; fi
  echo "$took"
}

theirs=$(seconds scp_all)
whole=$(ours_all plain)
rm -rf "$work"/there/d*
cut=$(ours_all cut)
echo "$devices devices, $size MiB, $at_once at once"
echo "scp under xargs:        $theirs s"
echo "netbatch copy:          $whole s   $(echo "$whole $theirs" | awk '{printf "ratio %.2f", $1 / $2}')"
echo "netbatch copy, cut:     $cut s   $(echo "$cut $theirs" | awk '{printf "ratio %.2f", $1 / $2}'), $(wc -l <"$work/cuts") cuts"
want="$(sha256sum <"$work/image.bin")"
for n in $(seq 1 "$devices"); do [ "$(sha256sum <"$work/there/d$n/image.bin")" = "$want" ] || { echo "d$n is another file"; exit 1; }; done
[ -z "$(find "$work/there" -name '*.part')" ] || { echo "something is left half"; exit 1; }
echo "each hash is right, and nothing is left half"
