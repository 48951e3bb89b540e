"""Walks a folder and parses every project and stack file of Pulumi, as a short script would; prints how many."""
import os
import re
import sys

import yaml

loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
wanted = re.compile(r"Pulumi(\..+)?\.(ya?ml|json)")
count = 0
for folder, folders, files in os.walk(sys.argv[1]):
    folders[:] = [name for name in folders if name not in (".git", "node_modules")]
    for name in files:
        if wanted.fullmatch(name):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                yaml.load(file, loader)
            count += 1
print(count)
