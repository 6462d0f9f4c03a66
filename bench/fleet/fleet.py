"""The rounds of fleet.sh: each measure beside its peer in every round, so that a ratio is of one moment. Prints medians."""
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time

here = os.path.dirname(os.path.abspath(__file__))
lab, netbatch, rounds = os.environ["LAB"], os.environ["NETBATCH"], int(os.environ.get("ROUNDS", "5"))
COMMANDS = ["show version", "show ip ospf neighbor", "show ip route"]
wanted = sys.argv[1:]


def took(*command):
    """Seconds on the clock, processor seconds of the command and its children, their largest resident size in MiB."""
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    wall = time.monotonic() - start
    if child.returncode != 0:
        raise SystemExit(f"{command[0]} ended with {child.returncode}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, usage.ru_maxrss / 1024


def new_home():
    shutil.rmtree(f"{lab}/home", ignore_errors=True)
    os.makedirs(f"{lab}/home", mode=0o700)
    shutil.copy(f"{lab}/keys", f"{lab}/home/known_hosts")
    os.environ["NETBATCH_HOME"] = f"{lab}/home"


def ours(total, *rules, delay=0, commands=COMMANDS):
    with open(f"{lab}/routers{delay}.csv") as file:
        lines = file.readlines()[:total + 1]
    with open(f"{lab}/inventory.csv", "w") as file:
        file.writelines(lines)
    new_home()
    return took(netbatch, "run", *commands, "--inventory", f"{lab}/inventory.csv", *rules, "--quiet")


def start():
    """What every command of netbatch pays: the process, its assemblies, a new store."""
    new_home()
    return took(netbatch, "jobs")


def floor(total, batch, at_once, delay=0, lines=("terminal length 0", *COMMANDS)):
    return took("bash", f"{here}/floor.sh", f"nbrouter{delay}", str(total), str(batch), str(at_once), *lines)


def peer(name, total, at_once, delay=0):
    return took("/usr/bin/python3", f"{here}/peers.py", name, f"nbrouter{delay}", str(total), str(at_once))


def ratios(mine, theirs, begun):
    return {"wall": mine[0] / theirs[0], "wall less start-up": (mine[0] - begun[0]) / theirs[0],
            "CPU": mine[1] / theirs[1], "seconds": mine[0]}


def batches():
    mine, theirs, begun = ours(100, "--batch-size", "10"), floor(100, 10, 10), start()
    return ratios(mine, theirs, begun)


def rolling():
    mine, theirs, begun = ours(200, "--batch-size", "200", "--throttle", "20", "--rolling"), floor(200, 200, 20), start()
    return ratios(mine, theirs, begun)


def slow():
    mine, theirs = ours(100, "--batch-size", "100", "--throttle", "20", "--rolling", delay=50), peer("asyncssh", 100, 20, delay=50)
    return {"wall": mine[0] / theirs[0], "CPU": mine[1] / theirs[1], "seconds": mine[0]}


def margin():
    rules = ("--batch-size", "200", "--throttle", "20", "--rolling")
    mine, theirs = (ours(200, *rules)[1] - ours(100, *rules)[1]) / 100, (floor(200, 200, 20)[1] - floor(100, 100, 20)[1]) / 100
    return {"CPU": mine / theirs, "milliseconds a session": mine * 1000}


def single():
    mine = ours(1, commands=["show version"])
    return {"CPU seconds": mine[1], "seconds": mine[0], "CPU seconds of start-up": start()[1]}


def wide():
    # A store allows 100 sessions unless told; 200 is what is measured here.
    os.environ["NETBATCH_MAX_SESSIONS"] = "200"
    # Bare ssh sends as many lines as NetBatch does: Enter, two that set the terminal up, the commands.
    lines = ["", "terminal length 0", "terminal width 512", *COMMANDS]
    mine, theirs = ours(200, "--batch-size", "200", "--throttle", "200", delay=1000), floor(200, 200, 200, delay=1000, lines=lines)
    return {"wall": mine[0] / theirs[0], "MiB": mine[2], "seconds": mine[0]}


def netmiko():
    theirs = peer("netmiko", 100, 10)
    batched, rolled = ours(100, "--batch-size", "10"), ours(100, "--batch-size", "100", "--throttle", "10", "--rolling")
    return {"times faster in batches": theirs[0] / batched[0], "times faster rolling": theirs[0] / rolled[0], "CPU": batched[1] / theirs[1]}


measures = {one.__name__: one for one in (batches, rolling, slow, margin, single, wide, netmiko)}
for name, measure in measures.items():
    if wanted and name not in wanted:
        continue
    measure()  # The first fills caches.
    found = [measure() for _ in range(rounds)]
    print(f"{name:9}" + "  ".join(f"{what} {statistics.median(one[what] for one in found):.2f}" for what in found[0]), flush=True)
