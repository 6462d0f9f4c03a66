#!/usr/bin/env bash
# A file to devices by SFTP, each transfer cut in its middle, next to scp under xargs without a cut, to the same real sshd in the same run.
# scp is measured alone, and followed by the check of the hash that a copy does: ssh to the device's own command.
# Arguments: MiB (100), devices (20), at once (4), rounds (3; medians of the ratios within a round). Needs openssh-server and root. NETBATCH
# names the program; default out/cli (./build.sh build). CPU is of both ends together: the program with its children, and the servers.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
netbatch="${NETBATCH:-$here/../../out/cli/netbatch}"
size="${1:-100}" devices="${2:-20}" at_once="${3:-4}" rounds="${4:-3}"
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
trap 'kill $(for server in "${servers[@]}"; do descendants "$server"; done) "${servers[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT
head -c "${size}M" /dev/urandom >"$work/image.bin"
for n in $(seq 1 "$devices"); do echo "[127.0.0.$n]:$port $(cut -d' ' -f1,2 "$work/host.pub")"; done >"$work/known_hosts"
mkdir -p "$NETBATCH_HOME"; cp "$work/known_hosts" "$NETBATCH_HOME/known_hosts"
ticks() { local server sum=0; for server in "${servers[@]}"; do sum=$((sum + $(awk '{print $14 + $15 + $16 + $17}' "/proc/$server/stat"))); done; echo "$sum"; }

measure() { # command: "wall cpu" in seconds, of both ends
  local before after; sync; before=$(ticks)
  TIMEFORMAT='%R %U %S'; { time "$@" >"$work/said" 2>&1; } 2>"$work/time" || { cat "$work/said" >&2; return 1; }
  sleep 0.3; after=$(ticks) # the servers' children are counted when they have ended
  awk -v servers=$((after - before)) '{printf "%.2f %.2f\n", $1, $2 + $3 + servers / 100}' "$work/time"
}

scp_all() { # then: what follows each scp
  local options="-i $work/key -o UserKnownHostsFile=$work/known_hosts -o IdentitiesOnly=yes"
  local then=""; [ "$1" = plain ] || then="&& ssh -p $port $options root@127.0.0.{} openssl dgst -sha256 -r $work/there/s{}/image.bin"
  seq 1 "$devices" | xargs -P "$at_once" -I{} sh -c "mkdir -p $work/there/s{}; scp -q -P $port $options $work/image.bin root@127.0.0.{}:$work/there/s{}/image.bin $then"
}

ours_all() ( # cut: whether each transfer is cut once; a subshell, so that its cutter ends with it
  for n in $(seq 1 "$devices"); do mkdir -p "$work/there/d$n"; done
  {
    echo "name,address,port,platform,user,credential"
    for n in $(seq 1 "$devices"); do echo "d$n,127.0.0.$n,$port,linux,root,key:$work/key"; done
  } >"$work/inventory.csv"
  if [ "$1" = cut ]; then
    ( # Every beginning of a file that has passed its middle has its connection cut, once.
      seen=" "
      while sleep 0.1; do
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
    trap 'kill "$cutter"' EXIT
  fi
  measure $netbatch copy "$work/image.bin" "$work/there/{name}/" --inventory "$work/inventory.csv" --batch-size "$at_once" --throttle "$at_once" --rolling --protocol sftp --yes --quiet
)

want="$(sha256sum <"$work/image.bin")"
check() {
  for n in $(seq 1 "$devices"); do [ "$(sha256sum <"$work/there/d$n/image.bin")" = "$want" ] || { echo "d$n is another file"; exit 1; }; done
  [ -z "$(find "$work/there" -name '*.part')" ] || { echo "something is left half"; exit 1; }
}

echo "$devices devices, $size MiB, $at_once at once; wall and CPU in seconds"
ours_all plain >/dev/null # caches, and the first start of the program
for round in $(seq 1 "$rounds"); do
  : >"$work/cuts"
  rm -rf "$work"/there/*; theirs=$(measure scp_all plain)
  rm -rf "$work"/there/*; checked=$(measure scp_all check)
  rm -rf "$work"/there/*; whole=$(ours_all plain); check
  rm -rf "$work"/there/*; cut=$(ours_all cut); check
  echo "round $round: scp $theirs; scp and hash $checked; netbatch $whole; netbatch, $(wc -l <"$work/cuts") cuts $cut"
  echo "$theirs $checked $whole $cut" >>"$work/rounds"
done
median() { sort -n | awk '{v[NR] = $1} END {printf "%.2f", (v[int((NR + 1) / 2)] + v[int((NR + 2) / 2)]) / 2}'; }
ratio() { awk "{print $1 / $2}" "$work/rounds" | median; }
echo "to scp:          wall $(ratio '$5' '$1') CPU $(ratio '$6' '$2'); with each transfer cut: wall $(ratio '$7' '$1') CPU $(ratio '$8' '$2')"
echo "to scp and hash: wall $(ratio '$5' '$3') CPU $(ratio '$6' '$4'); with each transfer cut: wall $(ratio '$7' '$3') CPU $(ratio '$8' '$4')"
echo "each hash is right, and nothing is left half"
