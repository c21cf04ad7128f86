"""Print the lowest versions that pyproject.toml allows, as constraints for pip: `python .ci/lowest.py > lowest.txt`."""

import re
import tomllib
from pathlib import Path

project = tomllib.loads(Path(__file__).parents[1].joinpath("pyproject.toml").read_text("utf-8"))["project"]
wanted = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
for line in wanted:
    if found := re.match(r"([A-Za-z0-9_.-]+)\s*>=\s*([0-9][0-9.]*)", line):
        print(f"{found[1]}=={found[2]}")
