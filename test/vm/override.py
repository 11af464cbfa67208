"""Builds the drivers of drivers/ for the kernel of a series."""
import shutil
import subprocess
import sys

from guest import HERE, skip


def build(series, folder):
    """The folder with the modules, below a folder of the test's."""
    built = folder / "override"
    shutil.copytree(HERE / "drivers", built)
    log = subprocess.run([HERE.parent / "real/kbuild", series, built], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if log.returncode == 77:
        skip(f"{series}: the headers cannot be had")
    if log.returncode:
        sys.exit(log.stdout.decode()[-3000:])
    return built
