#!/bin/sh
# campaign.sh FOLDER: four FRR routers that speak with nobody, in FOLDER/a to FOLDER/d, until standard input ends.
set -eu
folder=$1
chmod 755 "$folder"
exec unshare --pid --fork --kill-child --mount-proc --net --mount sh -eu -c '
for n in a b c d; do
    dir=$1/$n
    mkdir -p "$dir"
    : >"$dir/empty.conf"
    : >"$dir/vtysh.conf"
    chown -R frr:frr "$dir"
    chmod 775 "$dir"
    for daemon in zebra staticd ospfd bgpd; do
        own=""
        [ "$daemon" = bgpd ] && own="-n -p 0"
        # shellcheck disable=SC2086
        /usr/lib/frr/$daemon -d -u frr -g frr -A 127.0.0.1 -P 0 -f "$dir/empty.conf" -i "$dir/$daemon.pid" -z "$dir/zserv.api" \
            --vty_socket "$dir" $own >"$dir/$daemon.log" 2>&1 </dev/null
    done
done
tries=0
for n in a b c d; do
    for daemon in zebra staticd ospfd bgpd; do
        until [ -S "$1/$n/$daemon.vty" ]; do
            tries=$((tries + 1))
            [ "$tries" -lt 600 ] || exit 1
            sleep 0.1
        done
    done
done
echo ready
cat >/dev/null' sh "$folder"
