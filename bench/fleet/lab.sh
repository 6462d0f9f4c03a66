#!/usr/bin/env bash
# lab.sh FOLDER PORT: an OpenSSH server on loopback with three users whose login shell is router.c; it answers at once, after
# 50 ms, after 1 s. Needs root, gcc, openssh-server. Prints nothing; the server's id stands in FOLDER/sshd.pid.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
lab="$1" port="$2"
mkdir -p /run/sshd
cd "$lab"
chmod 755 .
gcc -O2 -static -o router "$here/router.c"
for user in nbrouter0 nbrouter50 nbrouter1000; do
  id "$user" >/dev/null 2>&1 || useradd -M -d / "$user"
  usermod -s "$lab/router" -p '*' "$user"
done
ssh-keygen -q -t ed25519 -N '' -f host
ssh-keygen -q -t ed25519 -N '' -f id
ssh-keygen -q -t rsa -b 2048 -m PEM -N '' -f id_rsa
cat id.pub id_rsa.pub >authorized_keys
chmod 644 authorized_keys
# One key exchange for all: what is compared is the rest.
cat >sshd_config <<TEXT
Port $port
ListenAddress 0.0.0.0
HostKey $lab/host
AuthorizedKeysFile none
PidFile $lab/sshd.pid
StrictModes no
UsePAM no
PrintMotd no
PrintLastLog no
UseDNS no
MaxStartups 2000
LogLevel ERROR
KexAlgorithms curve25519-sha256,curve25519-sha256@libssh.org
Match LocalAddress 127.0.0.0/8
  AuthorizedKeysFile $lab/authorized_keys
Match User nbrouter50
  SetEnv ROUTER_DELAY_MS=50
Match User nbrouter1000
  SetEnv ROUTER_DELAY_MS=1000
TEXT
cat >ssh_config <<TEXT
Host r*
  HostName 127.0.0.1
  Port $port
  IdentityFile $lab/id
  IdentitiesOnly yes
  UserKnownHostsFile $lab/known_hosts
  StrictHostKeyChecking accept-new
  KexAlgorithms curve25519-sha256
  LogLevel ERROR
TEXT
# Each device has an address of its own, and a host key that is known, as bare ssh's is.
for n in $(seq 200); do echo "[127.0.1.$n]:$port $(cut -d' ' -f1,2 host.pub)"; done >keys
/usr/sbin/sshd -f "$lab/sshd_config" -E "$lab/sshd.log"
for delay in 0 50 1000; do
  {
    echo name,address,port,platform,username,credential
    for n in $(seq 200); do echo "r$n,127.0.1.$n,$port,cisco_ios,nbrouter$delay,key:$lab/id"; done
  } >"routers$delay.csv"
done
