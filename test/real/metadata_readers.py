#!/usr/bin/python3
"""Asks isenkram or zypper which packages they find for devices.

    metadata_readers.py FOLDER list|appstream|zypper [COUNT]

In FOLDER are `devices`, with one a line, of which the first COUNT are asked about, and what the programs read: `modaliases`,
isenkram's list; `catalogue`, AppStream's; `repo`, with rpms. Prints a list of packages for each device, as JSON. It needs nothing but
these programs, so that it runs in another system's folder too.
"""
import json
import os
import pathlib
import subprocess
import sys


def ask_list(devices):
    from isenkram import lookup
    return [lookup.pkgs_handling_extra_modaliases([device]) for device in devices]


def ask_appstream(devices):
    """isenkram has AppStream load the catalogue here and no other."""
    import gi
    gi.require_version("AppStream", "1.0")
    from gi.repository import AppStream
    from isenkram import lookup
    pool = AppStream.Pool()
    pool.reset_extra_data_locations()
    pool.set_load_std_data_locations(False)
    style = getattr(AppStream.FormatStyle, "CATALOG", None) or AppStream.FormatStyle.COLLECTION
    pool.add_extra_data_location(os.path.abspath("catalogue"), style)
    pool.load()

    class Loaded:
        def load(self, *_):
            return True

        def __getattr__(self, name):
            return getattr(pool, name)
    AppStream.Pool = Loaded
    return [lookup.pkgs_handling_appstream_modaliases([device]) for device in devices]


def ask_zypper(devices):
    zypper = ["zypper", "--root", os.path.abspath("root"), "--non-interactive", "--no-gpg-checks"]
    for command in (["addrepo", "--no-gpgcheck", "dir:" + os.path.abspath("repo"), "acme"], ["refresh"]):
        subprocess.run(zypper + command, check=True, stdout=subprocess.DEVNULL)
    known = {path.name.rsplit("-", 2)[0] for path in pathlib.Path("repo").glob("*.rpm")} - {"kernel-default"}
    answers = []
    for device in devices:
        pathlib.Path("sysfs").write_text(device + "\n", encoding="latin-1")
        told = subprocess.run(zypper + ["install", "--dry-run", "--recommends", "kernel-default"], check=True, stdout=subprocess.PIPE,
                              env=dict(os.environ, ZYPP_MODALIAS_SYSFS=os.path.abspath("sysfs"), LC_ALL="C"))
        answers.append(known & set(told.stdout.decode().split()))
    return answers


sys.path.append("/usr/lib/python3/dist-packages")
os.chdir(sys.argv[1])
asked = pathlib.Path("devices").read_text(encoding="latin-1").split("\n")[:-1]
asked = asked[:int(sys.argv[3])] if len(sys.argv) > 3 else asked
ask = {"list": ask_list, "appstream": ask_appstream, "zypper": ask_zypper}[sys.argv[2]]
print(json.dumps([sorted(answer) for answer in ask(asked)]))
