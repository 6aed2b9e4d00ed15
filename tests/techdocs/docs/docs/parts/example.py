import os

# --8<-- [start:part]
def part():
    return os.name
# --8<-- [end:part]
