"""Reads every NAME.yaml of a folder as Python does, and compares with NAME.json.

PyYAML stands for YAML 1.1, in Python and through libyaml; ruamel.yaml for YAML 1.2.
"""

import json
import pathlib
import sys

import ruamel.yaml
import yaml


def by_ruamel(text):
    reader = ruamel.yaml.YAML(typ="safe", pure=True)
    reader.version = (1, 2)
    return reader.load(text)


READERS = {
    "PyYAML, YAML 1.1": lambda text: yaml.load(text, Loader=yaml.SafeLoader),
    "libyaml, YAML 1.1": lambda text: yaml.load(text, Loader=yaml.CSafeLoader),
    "ruamel.yaml, YAML 1.2": by_ruamel,
}


def differences(place, truth, understood):
    """The places below which truth and what was understood are not the same."""
    if type(truth) is type(understood) and truth == understood:
        return
    if isinstance(truth, dict) and isinstance(understood, dict):
        for key in truth | understood:
            if key not in understood:
                yield f"{place}.{key!r} is missing"
            elif key not in truth:
                yield f"{place}.{key!r} is one too many"
            else:
                yield from differences(f"{place}.{key!r}", truth[key], understood[key])
    elif isinstance(truth, list) and isinstance(understood, list) and len(truth) == len(understood):
        for at, (left, right) in enumerate(zip(truth, understood)):
            yield from differences(f"{place}[{at}]", left, right)
    else:
        yield f"{place} is {truth!r} and was read as {understood!r}"


def compare(path, read):
    truth = json.loads(path.with_suffix(".json").read_bytes())
    try:
        understood = read(path.read_bytes())
    except (yaml.YAMLError, ruamel.yaml.error.YAMLError, ValueError) as error:
        return [str(error)]
    return list(differences("", truth, understood))


def main(folder):
    paths = sorted(pathlib.Path(folder).glob("*.yaml"))
    if not paths:
        sys.exit(f"there is no YAML in {folder}")
    wrong = 0
    for name, read in READERS.items():
        found = [(path.name, line) for path in paths for line in compare(path, read)]
        for file, line in found:
            print(f"{name}: {file}: {line}", file=sys.stderr)
        print(f"{name}: {len(paths)} documents, {len(found)} differences")
        wrong += len(found)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
