"""Writes 64-bit relocatable ELF files for scripts that need many symbols, or strange ones."""
import struct


def elf_file(data, symbols, *, undefined=(), pointers=()):
    """A module with the section .rodata, which has `data`. Symbols are (name, offset, size), and objects there; `undefined` has names
    alone. Pointers are (offset, target): there stands the address of another offset in the same section."""
    symbol = struct.Struct("<IBBHQQ").pack
    names, entries = bytearray(b"\0"), [bytes(24), symbol(0, 3, 0, 1, 0, 0)]
    for name, offset, size in symbols:
        entries.append(symbol(len(names), 0x11, 0, 1, offset, size))
        names += name.encode() + b"\0"
    for name in undefined:
        entries.append(symbol(len(names), 0x10, 0, 0, 0, 0))
        names += name.encode() + b"\0"
    modinfo = b"license=GPL\0name=acme\0vermagic=6.12.57 SMP mod_unload \0"
    relocations = b"".join(struct.pack("<QQq", offset, 1 << 32 | 1, target) for offset, target in pointers)
    section_names = b"\0.rela.rodata\0.modinfo\0.symtab\0.strtab\0.shstrtab\0"
    # Name, type, flags, link, info, size of an entry, bytes.
    sections = [(b".rodata", 1, 2, 0, 0, 0, data), (b".modinfo", 1, 2, 0, 0, 0, modinfo),
                (b".symtab", 2, 0, 4, 2, 24, b"".join(entries)), (b".strtab", 3, 0, 0, 0, 0, bytes(names)),
                (b".rela.rodata", 4, 0, 3, 1, 24, relocations), (b".shstrtab", 3, 0, 0, 0, 0, section_names)]
    offset, headers = 64, bytes(64)
    for name, kind, flags, link, info, entry_size, body in sections:
        headers += struct.pack("<IIQQQQIIQQ", section_names.index(name), kind, flags, 0, offset, len(body), link, info, 8, entry_size)
        offset += len(body)
    header = b"\x7fELF\2\1\1" + bytes(9) + struct.pack("<HHIQQQIHHHHHH", 1, 62, 1, 0, 0, offset, 0, 64, 0, 0, 64, 7, 6)
    return header + b"".join(body for *_, body in sections) + headers


def pci_entries(count):
    """So many equal entries of a pci table, and its terminator."""
    return struct.pack("<IIIIIIQII", 0x1ED5, 0x100, 0xFFFFFFFF, 0xFFFFFFFF, 0, 0, 0, 0, 0) * count + bytes(40)
