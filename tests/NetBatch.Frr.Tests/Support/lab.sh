#!/bin/sh
# lab.sh FOLDER TAG ROUTERS LOGIN=SHELL=GROUPS...
# A chain of FRR routers, each in a network namespace of its own, and an sshd with throw-away logins. It lives until its
# standard input ends: a test that closes it, fails or is killed takes everything with it.
# FOLDER holds sshd.conf and, for router N, rN/frr.conf, rN/vtysh.conf and rN/login, which starts vtysh; it is removed at
# the end.
set -eu
umask 022
folder=$1 tag=$2 routers=$3
shift 3
frr=/usr/lib/frr

down() {
    code=$?
    trap '' EXIT INT TERM HUP
    set +e
    if [ -n "${box:-}" ]; then
        kill -KILL "$box" && wait "$box"
    fi 2>/dev/null
    for n in $(seq "$routers"); do ip netns del "$tag$n"; done 2>/dev/null
    for login in "$@"; do userdel "${login%%=*}"; done 2>/dev/null
    rm -rf -- "$folder"
    exit "$code"
}

# The arguments of the shell are not those of the function.
trap 'down "$@"' EXIT
trap 'exit 1' INT TERM HUP

chmod -R a+rX "$folder"

for login in "$@"; do
    name=${login%%=*} rest=${login#*=}
    # '*' is no password at all; the '!' of an account without one would lock it for keys too.
    useradd -M -d / -p '*' -s "${rest%%=*}" -G "${rest#*=}" "$name"
done

ssh-keygen -q -t ed25519 -N '' -f "$folder/host"
ssh-keygen -q -t ed25519 -N '' -f "$folder/key"
cp "$folder/key.pub" "$folder/authorized_keys"

for n in $(seq "$routers"); do
    ip netns add "$tag$n"
    ip -n "$tag$n" link set lo up
    ip -n "$tag$n" addr add "10.255.0.$n/32" dev lo
    # vtysh writes the configuration as the user who asks for it: group frr may, others may not.
    : >"$folder/r$n/empty.conf"
    chown -R frr:frr "$folder/r$n"
    chmod 775 "$folder/r$n"
    chmod 755 "$folder/r$n/login"
done

# A chain: router N has the lower address of the link to N+1.
for n in $(seq "$((routers - 1))"); do
    m=$((n + 1))
    ip link add "to-r$m" netns "$tag$n" type veth peer name "to-r$n" netns "$tag$m"
    ip -n "$tag$n" addr add "10.0.$n.1/30" dev "to-r$m"
    ip -n "$tag$m" addr add "10.0.$n.2/30" dev "to-r$n"
    ip -n "$tag$n" link set "to-r$m" up
    ip -n "$tag$m" link set "to-r$n" up
done

# One process to end: with the first of a process namespace all others go, whatever they made of themselves.
cat >"$folder/box.sh" <<'BOX'
folder=$1 tag=$2 routers=$3 frr=$4
for n in $(seq "$routers"); do
    dir=$folder/r$n
    for daemon in zebra staticd ospfd; do
        ip netns exec "$tag$n" "$frr/$daemon" -u frr -g frr -A 127.0.0.1 -f "$dir/empty.conf" -i "$dir/$daemon.pid" \
            -z "$dir/zserv.api" --vty_socket "$dir" >"$dir/$daemon.log" 2>&1 </dev/null &
    done
done
/usr/sbin/sshd -D -e -f "$folder/sshd.conf" >"$folder/sshd.log" 2>&1 </dev/null &
wait
BOX
mkdir -p /run/sshd
unshare --pid --fork --kill-child sh "$folder/box.sh" "$folder" "$tag" "$routers" "$frr" </dev/null >/dev/null 2>&1 &
box=$!

# Waits for what is told by a file or a log only, 60 s at most.
eventually() {
    tries=0
    until "$@"; do
        tries=$((tries + 1))
        if [ "$tries" -gt 600 ]; then
            echo "not within 60 s: $*" >&2
            tail -n 20 "$folder"/sshd.log "$folder"/r*/*.log >&2 2>/dev/null || true
            exit 1
        fi
        sleep 0.1
    done
}
listening() { [ "$(grep -c '^Server listening' "$folder/sshd.log" 2>/dev/null)" -ge "$(grep -c '^ListenAddress' "$folder/sshd.conf")" ]; }
sockets() { [ -S "$1/zebra.vty" ] && [ -S "$1/staticd.vty" ] && [ -S "$1/ospfd.vty" ]; }

eventually listening
for n in $(seq "$routers"); do
    dir=$folder/r$n
    eventually sockets "$dir"
    vtysh --vty_socket "$dir" --config_dir "$dir" -b >&2 </dev/null
done

echo ready
cat >/dev/null
