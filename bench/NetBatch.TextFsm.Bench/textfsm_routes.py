# The same table through google/textfsm, for the ratio: TEMPLATE TEXT. Prints lines, rows and processor seconds.
import sys
import time

import textfsm

with open(sys.argv[1]) as file:
    template = textfsm.TextFSM(file)
with open(sys.argv[2]) as file:
    text = file.read()
begun = time.process_time()
rows = template.ParseText(text)
print(text.count("\n"), len(rows), time.process_time() - begun)
