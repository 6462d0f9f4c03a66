#!/usr/bin/env bash
# Databases: each measure beside the peer that the field would use, alternating in one run; medians of ROUNDS rounds (3).
# Arguments: names of measures in data.py; none: all. ROWS (1000000) is the size of the tables that are compared and written out.
# Needs root, Debian's postgresql, mariadb-server, sqlite3 and python3-psycopg2, and out/ (./build.sh build).
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
export NETBATCH="${NETBATCH:-$here/../../out/cli/netbatch}" MODULE="${MODULE:-$here/../../out/module/NetBatch}" PWSH="${PWSH:-pwsh}"
# Not in memory: what a disk costs is part of every figure.
LAB="$(mktemp -d -p "${BENCH_FOLDER:-/var/tmp}" nbdata.XXXXXX)"
export LAB PGHOST="$LAB" PGPORT=5432 PGUSER=postgres
chmod 755 "$LAB"
bin="$(echo /usr/lib/postgresql/*/bin)"
maria=""
end() {
  [ ! -e "$LAB/pg/postmaster.pid" ] || su postgres -c "$bin/pg_ctl -D $LAB/pg -m immediate stop" >/dev/null || true
  [ -z "$maria" ] || { kill "$maria" 2>/dev/null && wait "$maria" || true; }
  rm -rf "$LAB"
}
trap end EXIT

install -d -o postgres "$LAB/pg"
chown postgres "$LAB"
su postgres -c "$bin/initdb -D $LAB/pg -U postgres -E UTF8 --locale=C.UTF-8 -A trust" >/dev/null
su postgres -c "$bin/pg_ctl -D $LAB/pg -w -l $LAB/pg.log -o '-c listen_addresses= -c unix_socket_directories=$LAB' start" >/dev/null
install -d -o mysql "$LAB/my"
mariadb-install-db --no-defaults --user=mysql --datadir="$LAB/my" --auth-root-authentication-method=normal >/dev/null 2>&1
chmod 777 "$LAB"
mariadbd --no-defaults --user=mysql --datadir="$LAB/my" --socket="$LAB/my.sock" --skip-networking --pid-file="$LAB/my.pid" \
  --innodb-buffer-pool-size=512M --innodb-flush-log-at-trx-commit=0 --character-set-server=utf8mb4 >"$LAB/my.log" 2>&1 &
maria=$!
until [ -S "$LAB/my.sock" ]; do sleep 0.1; done
/usr/bin/python3 "$here/data.py" "$@"
