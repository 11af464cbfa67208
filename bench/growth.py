"""Inputs that took time in proportion to the square of their size, or may."""
import os
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "test" / "kit"))
from elf_file import elf_file, pci_entries  # noqa: E402 (it is there only now)


def write(folder, name, content):
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())
    return path


def equal_entries(folder, size):
    entries = pci_entries(size)
    return ["check", write(folder, "equal.ko", elf_file(entries, [("__mod_pci__ids_device_table", 0, len(entries))]))]


def register_symbols(folder, size):
    table = pci_entries(1)
    data = table + bytes(8)
    symbols = [("acme_ids", 0, len(table)), ("acme_driver", len(table), 8)]
    return ["check", write(folder, "symbols.ko", elf_file(data, symbols, undefined=["__pci_register_driver"] * size,
                                                          pointers=[(len(table), 0)]))]


def unexported_tables(folder, size):
    """Tables that lie upon each other, and pointers to them that are in no object."""
    table = pci_entries(1)
    data = table + bytes(len(table) * size)
    symbols = [(f"acme{i}_ids", 0, len(table)) for i in range(size)]
    return ["check", write(folder, "tables.ko", elf_file(data, symbols, undefined=["__pci_register_driver"],
                                                         pointers=[(len(table) + 8 * i, 0) for i in range(size)]))]


def exported_tables(folder, size):
    """Objects that may be tables, and symbols that may export them."""
    table = pci_entries(1)
    symbols = [(f"acme{i}_ids", 0, 1) for i in range(size)] + [(f"__mod_{i}", 8, 1) for i in range(size)]
    return ["check", write(folder, "exported.ko", elf_file(table + bytes(size), symbols, undefined=["__pci_register_driver"]))]


def one_pattern(folder, size):
    """Half of the modules that claim it move, and the others are gone beside those of the new kernel."""
    old, new = ("".join(f"alias i2c:x* {name}{i}\n" for i in range(count)) for name, count in (("old", size), ("new", size // 2)))
    return ["diff", write(folder, "old.alias", old), write(folder, "new.alias", new)]


def lost_pattern(folder, size):
    return ["diff", write(folder, "lost.alias", "".join(f"alias i2c:x* m{i}\n" for i in range(size))),
            write(folder, "left.alias", "".join(f"alias i2c:* n{i}\n" for i in range(size)))]


def long_alias(folder, size):
    return ["diff", write(folder, "long.alias", "alias dmi:*" + "ab*" * (size // 3) + " m\nalias i2c:x n\n"),
            write(folder, "short.alias", "alias i2c:x n\nalias dmi:* d\n")]


def long_literal(folder, size):
    return ["diff", write(folder, "literal.alias", "alias dmi:" + "a" * size + " m\nalias i2c:x n\n"),
            write(folder, "other.alias", "alias dmi:" + "a" * (size - 1) + "b m\nalias i2c:x n\n")]


def huge_cell(folder, size):
    """A device that so many modules want, among as many that none wants."""
    devices = write(folder, "devices", "i2c:x\n" + "".join(f"i2c:none{i}\n" for i in range(size)))
    wanted = write(folder, "wanted.alias", "".join(f"alias i2c:x m{i}\n" for i in range(size)))
    return ["match", "--devices", devices, "--in", wanted, "--in", write(folder, "empty.alias", "alias i2c:y n\n")]


# What is counted, a size that takes some hundredths of a second, and what writes an input of a size into a folder and returns the
# arguments for ko2alias.
INPUTS = [
    ("check: equal entries", 8_000, equal_entries),
    ("check: undefined register symbols", 10_000, register_symbols),
    ("check: unexported tables", 4_000, unexported_tables),
    ("check: symbols of exported tables", 20_000, exported_tables),
    ("diff: modules with one pattern", 20_000, one_pattern),
    ("diff: modules with a lost pattern", 20_000, lost_pattern),
    ("diff: bytes of an alias", 500_000, long_alias),
    ("diff: bytes of a literal", 500_000, long_literal),
    ("match: modules in a cell", 10_000, huge_cell),
]
