"""The peer of fleet.sh: the same three commands through Netmiko, ten threads at once."""
import csv
import sys
from concurrent.futures import ThreadPoolExecutor

from netmiko import ConnectHandler

COMMANDS = ["show version", "show ip interface brief", "show clock"]


def work(row):
    user, _, key = row["credential"].partition("@key:")
    with ConnectHandler(device_type="cisco_ios", host=row["address"], port=int(row["port"]),
                        username=user, use_keys=True, key_file=key) as session:
        return [session.send_command(command) for command in COMMANDS]


with open(sys.argv[1], newline="") as file:
    rows = list(csv.DictReader(file))
with ThreadPoolExecutor(10) as pool:
    results = list(pool.map(work, rows))
assert len(results) == 60 and all("Cisco" in one[0] for one in results)
