"""Peers of NetBatch on the lab's routers, three commands a device: peers.py netmiko|asyncssh USER TOTAL AT_ONCE.
LAB names the lab's folder, PORT its server's port."""
import asyncio
import os
import sys
from concurrent.futures import ThreadPoolExecutor

COMMANDS = ["show version", "show ip ospf neighbor", "show ip route"]
peer, user, total, at_once = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
lab, port = os.environ["LAB"], int(os.environ["PORT"])


def netmiko(_):
    from netmiko import ConnectHandler
    with ConnectHandler(device_type="cisco_ios", host="127.0.0.1", port=port, username=user,
                        use_keys=True, key_file=lab + "/id_rsa", fast_cli=True) as session:
        return [session.send_command(command) for command in COMMANDS]


async def prompted(gate):
    """What a program says that waits for each prompt and does nothing else."""
    import asyncssh
    async with gate, asyncssh.connect("127.0.0.1", port, username=user, client_keys=[lab + "/id"], known_hosts=None,
                                      kex_algs=["curve25519-sha256"]) as connection:
        shell = await connection.create_process(term_type="xterm", encoding="utf-8")
        await shell.stdout.readuntil("r1#")
        outputs = []
        for command in ["terminal length 0", *COMMANDS]:
            shell.stdin.write(command + "\n")
            outputs.append(await shell.stdout.readuntil("r1#"))
        shell.stdin.write("exit\n")
        await shell.wait()
        return outputs[1:]


async def all_prompted():
    gate = asyncio.Semaphore(at_once)
    return await asyncio.gather(*[prompted(gate) for _ in range(total)])

if peer == "netmiko":
    with ThreadPoolExecutor(at_once) as pool:
        results = list(pool.map(netmiko, range(total)))
else:
    results = asyncio.run(all_prompted())
assert len(results) == total and all("Cisco" in one[0] and "FULL" in one[2] for one in results)
