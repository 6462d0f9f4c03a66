"""The rounds of data.sh: each measure beside its peer in every round, so that a ratio is of one moment. Prints medians."""
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time

here = os.path.dirname(os.path.abspath(__file__))
lab, netbatch, rounds = os.environ["LAB"], os.environ["NETBATCH"], int(os.environ.get("ROUNDS", "3"))
rows = int(os.environ.get("ROWS", "1000000"))
cores = os.cpu_count()
home = f"{lab}/home"
os.environ["NETBATCH_HOME"] = home
made = set()
PLAIN = "SELECT i, 'item ' || i, i * 0.25, '2024-01-01 00:00:' || printf('%02d', i % 60), i % 2"
POSTGRESQL = "SELECT i, 'item ' || i, i * 0.25, timestamp '2024-01-01' + i % 60 * interval '1 second', i % 2 = 0"
MARIADB = "SELECT seq, CONCAT('item ', seq), seq * 0.25, '2024-01-01' + INTERVAL seq % 60 SECOND, seq % 2"


def took(*command):
    """Seconds on the clock, processor seconds of the command and its children, its largest resident size in MiB."""
    start = time.monotonic()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    # compare-table ends with 1 where tables differ, and they do.
    if child.returncode not in (0, 1) or (child.returncode == 1 and "compare-table" not in command and "diff" not in command[-1]):
        raise SystemExit(f"{command} ended with {child.returncode}")
    return time.monotonic() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, usage.ru_maxrss / 1024


def shell(text):
    return took("bash", "-ec", text)


def run(*command, **more):
    return subprocess.run(command, check=True, text=True, capture_output=True, **more).stdout


def new_home():
    shutil.rmtree(home, ignore_errors=True)
    os.makedirs(home, mode=0o700)


def instances(lines):
    with open(f"{lab}/instances.csv", "w") as file:
        file.write("name,provider,connection\n")
        file.writelines(f'{name},{provider},"{connection}"\n' for name, provider, connection in lines)
    run(netbatch, "instances", "import", f"{lab}/instances.csv")


def start():
    """What every command of netbatch pays: the process, its assemblies, a store."""
    return took(netbatch, "jobs")


def ratios(mine, theirs, begun):
    return {"wall": mine[0] / theirs[0], "wall less start-up": (mine[0] - begun[0]) / theirs[0], "CPU": mine[1] / theirs[1],
            "seconds": mine[0], "its": theirs[0], "MiB": mine[2]}


def once(name, make):
    if name not in made:
        make()
        made.add(name)


def sqlite_tables():
    for name in "ab":
        change = f"UPDATE t SET price = price + 1 WHERE id % {rows // 10} = 0;" if name == "b" else ""
        run("sqlite3", f"{lab}/{name}.db", "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT, price REAL, made TEXT, flag INTEGER); "
            f"WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < {rows}) INSERT INTO t {PLAIN} FROM c; {change}")


def postgresql_tables():
    for name in "ab":
        change = f"UPDATE t SET price = price + 1 WHERE id % {rows // 10} = 0;" if name == "b" else ""
        run("createdb", name)
        run("psql", "-qd", name, "-c", "CREATE TABLE t(id bigint PRIMARY KEY, name text, price double precision, made timestamp, "
            f"flag boolean)", "-c", f"INSERT INTO t {POSTGRESQL} FROM generate_series(1, {rows}) i; {change}", "-c", "VACUUM ANALYZE t")


def mariadb_tables():
    for name in "ab":
        change = f"UPDATE {name}.t SET price = price + 1 WHERE id % {rows // 10} = 0;" if name == "b" else ""
        run("mariadb", "--no-defaults", "-S", f"{lab}/my.sock", "-e", f"CREATE DATABASE {name}; CREATE TABLE {name}.t(id bigint PRIMARY "
            "KEY, name varchar(40), price double, made datetime, flag tinyint(1)); "
            f"INSERT INTO {name}.t {MARIADB} FROM {name}.seq_1_to_{rows}; {change}")


def compared(provider, connection, exported):
    """Two tables of which ten rows differ, beside two ordered exports at once and their diff."""
    new_home()
    instances([(name, provider, connection(name)) for name in "ab"])
    mine, begun = took(netbatch, "compare-table", "a:t", "b:t", "--quiet"), start()
    theirs = shell(f"cd {lab}; {exported('a')} >a.txt & {exported('b')} >b.txt; wait; [ $(diff a.txt b.txt | wc -l) = 40 ]; rm ?.txt")
    return ratios(mine, theirs, begun)


def compare_sqlite():
    once("sqlite", sqlite_tables)
    return compared("sqlite", lambda name: f"{lab}/{name}.db", lambda name: f"sqlite3 -csv {name}.db 'SELECT * FROM t ORDER BY id'")


def compare_postgresql():
    once("postgresql", postgresql_tables)
    return compared("postgresql", lambda name: f"Host={lab};Username=postgres;Database={name}",
                    lambda name: f"psql -qd {name} -c '\\copy (SELECT * FROM t ORDER BY id) TO STDOUT'")


def compare_mariadb():
    once("mariadb", mariadb_tables)
    return compared("mariadb", lambda name: f"Server={lab}/my.sock;Protocol=Unix;User ID=root;Database={name}",
                    lambda name: f"mariadb --no-defaults -S {lab}/my.sock -BNqe 'SELECT * FROM t ORDER BY id' {name}")


def csv():
    """A table's rows through the store into a file, beside psql's own."""
    once("postgresql", postgresql_tables)
    new_home()
    instances([("a", "postgresql", f"Host={lab};Username=postgres;Database=a")])
    run(netbatch, "workflows", "add", "all", "SELECT * FROM t")
    began = start()
    read = took(netbatch, "workflow", "run", "all", "--instance", "a", "--row-limit", str(rows), "--quiet")
    job = run(netbatch, "jobs", "--json").split('"id":"')[1].split('"')[0]
    written = took(netbatch, "results", job, "--aggregate", "--csv", f"{lab}/all.csv")
    theirs = shell(f"psql -qd a -c \"\\copy (SELECT * FROM t) TO '{lab}/all.txt' CSV\"")
    both = (read[0] + written[0], read[1] + written[1], max(read[2], written[2]))
    return ratios(both, theirs, (2 * began[0], 0)) | {"of it reading": read[0], "writing": written[0]}


def many(count, provider, connection, query, at_once):
    new_home()
    instances([(f"i{number}", provider, connection(number)) for number in range(1, count + 1)])
    run(netbatch, "workflows", "add", "one", query)
    return took(netbatch, "workflow", "run", "one", "--instance", "*", "--batch-size", str(count), "--throttle", str(at_once), "--rolling",
                "--quiet")


def margin(mine, theirs):
    """What 900 more cost: (1,000 less 100)."""
    (mine_all, mine_few), (their_all, their_few) = mine, theirs
    return {"wall": (mine_all[0] - mine_few[0]) / (their_all[0] - their_few[0]),
            "CPU": (mine_all[1] - mine_few[1]) / (their_all[1] - their_few[1]), "with start-up": mine_all[0] / their_all[0],
            "seconds": mine_all[0], "its": their_all[0]}


def files():
    """SQLite files, one query each, as many at once as there are processors."""
    def make():
        os.makedirs(f"{lab}/files")
        for number in range(1, 1001):
            run("sqlite3", f"{lab}/files/{number}.db", "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT); "
                "INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')")
    once("files", make)
    query = "SELECT id, name FROM t"

    def theirs(count):
        return shell(f"cd {lab}/files; seq {count} | xargs -P {cores} -I{{}} sqlite3 -csv {{}}.db '{query}'")
    return margin([many(count, "sqlite", lambda number: f"{lab}/files/{number}.db", query, cores) for count in (1000, 100)],
                  [theirs(1000), theirs(100)])


def connections():
    """Connections to PostgreSQL, one query each, 20 at once."""
    once("postgresql", postgresql_tables)
    query = "SELECT id, name FROM t WHERE id <= 3"

    def theirs(count):
        return took("/usr/bin/python3", f"{here}/peers.py", "connections", str(count), "20", query)
    return margin([many(count, "postgresql", lambda _: f"Host={lab};Username=postgres;Database=a", query, 20) for count in (1000, 100)],
                  [theirs(1000), theirs(100)])


def generate():
    """Rows of Retail into a new SQLite file, beside a plain loop that makes sales into one; the second figure is rows a second."""
    new_home()
    instances([("new", "sqlite", f"Data Source={lab}/new.db;Mode=ReadWriteCreate")])
    for file in ("new.db", "loop.db"):
        if os.path.exists(f"{lab}/{file}"):
            os.remove(f"{lab}/{file}")
    mine = took(netbatch, "generate", "Retail", "--rows", str(rows), "--instance", "new", "--quiet")
    theirs = took("/usr/bin/python3", f"{here}/peers.py", "generate", str(rows), f"{lab}/loop.db")
    shutil.rmtree(f"{lab}/csv", ignore_errors=True)
    files = took(netbatch, "generate", "Retail", "--rows", str(rows), "--csv", f"{lab}/csv", "--quiet")
    theirs_file = took("/usr/bin/python3", f"{here}/peers.py", "generate", str(rows), f"{lab}/loop.csv")
    return {"times faster into SQLite": theirs[0] / mine[0], "into CSV": theirs_file[0] / files[0], "seconds": mine[0], "its": theirs[0],
            "CSV seconds": files[0], "CSV its": theirs_file[0]}


def aggregate():
    """100,000 rows out of the store in PowerShell, beside the same from the command line."""
    new_home()
    once("sqlite", sqlite_tables)
    instances([("a", "sqlite", f"{lab}/a.db")])
    run(netbatch, "workflows", "add", "all", "SELECT * FROM t WHERE id <= 100000")
    run(netbatch, "workflow", "run", "all", "--instance", "a", "--quiet")
    job = run(netbatch, "jobs", "--json").split('"id":"')[1].split('"')[0]
    text = run(*os.environ["PWSH"].split(), "-NoProfile", "-NonInteractive", "-Command", f"Import-Module '{os.environ['MODULE']}'; "
               "Get-BatchJob | Out-Null; " + f"(Measure-Command {{ Get-BatchResult {job} -Aggregate }}).TotalSeconds")
    theirs = took(netbatch, "results", job, "--aggregate", "--json")
    return {"to the CLI": float(text) / theirs[0], "seconds": float(text), "its": theirs[0]}


measures = (compare_postgresql, compare_sqlite, compare_mariadb, csv, files, connections, generate, aggregate)
for measure in measures:
    if sys.argv[1:] and measure.__name__ not in sys.argv[1:]:
        continue
    measure()  # The first fills caches.
    found = [measure() for _ in range(rounds)]
    medians = [f"{what} {statistics.median(one[what] for one in found):.2f}" for what in found[0]]
    print(f"{measure.__name__:19}" + "  ".join(medians), flush=True)
