"""What ko2alias says, as tests with guests ask it."""
import json

from real_kernels import run


def match(program, *arguments):
    """The devices of the JSON of `match`, each with what its only kernel has for it."""
    text = run(program, "match", "-f", "json", *arguments, good=(0, 1, 2))
    return [(device, device["kernels"][0]) for device in json.loads(text)["devices"]] if text else []


def drivers_of(module):
    """The names that a module gives its drivers, or nothing where that is not told."""
    drivers = module.get("drivers") or [module.get("driver")]
    return [driver if isinstance(driver, str) else driver["name"] for driver in drivers if driver]


def has_option(program, option):
    return option in run(program, "match", "--help")
