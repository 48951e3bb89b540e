"""Measures botocore as its session reads both files (session.full_config)."""
import json
import sys
import time

from botocore.configloader import load_config, raw_config_parse

config_file, credentials_file, times = sys.argv[1:4]
taken = []
profiles = 0
for _ in range(int(times)):
    started = time.perf_counter()
    config = load_config(config_file)
    credentials = raw_config_parse(credentials_file)
    names = set(config["profiles"]) | set(credentials)
    taken.append((time.perf_counter() - started) * 1000)
    profiles = len(names)
print(json.dumps({"taken": taken, "profiles": profiles}))
