"""Reads modules for judges, independently of the program: sections, symbols, relocations of data."""
import bisect
import struct

REL, RELA, NOBITS, OBJECT = 9, 4, 8, 1
MIPS = 8


class Elf:
    def __init__(self, data):
        self.data = data
        self.order = order = "<" if data[5] == 1 else ">"
        self.word = 8 if data[4] == 2 else 4
        at, = struct.unpack_from(order + ("Q" if self.word == 8 else "I"), data, 40 if self.word == 8 else 32)
        count, names = struct.unpack_from(order + "HH", data, 60 if self.word == 8 else 48)
        size, form = (64, "IIQQQQIIQQ") if self.word == 8 else (40, "IIIIIIIIII")
        self.sections = [struct.unpack_from(order + form, data, at + size * i) for i in range(count)]
        self.names = [self.text(self.sections[names][4] + section[0]) for section in self.sections]
        self.symbols = [symbol for section in self.sections if section[1] == 2 for symbol in self.read_symbols(section)]
        self.pointers = {}
        for section in self.sections:
            if section[1] in (REL, RELA) and self.is_data(section[7]):
                self.read_relocations(section)
        # By section, in the order of their places; tables' own marks are no objects.
        self.objects = {}
        for name, kind, section, value, length in self.symbols:
            if kind == OBJECT and length and not name.startswith("__mod_"):
                self.objects.setdefault(section, []).append((value, length, name))
        for objects in self.objects.values():
            objects.sort()

    def is_data(self, index):
        return self.sections[index][2] & 6 == 2

    def text(self, offset):
        return self.data[offset:self.data.index(b"\0", offset)].decode(errors="replace")

    def section(self, name):
        if name not in self.names:
            return b""
        _, kind, _, _, offset, size, *_ = self.sections[self.names.index(name)]
        return b"" if kind == NOBITS else self.data[offset:offset + size]

    def read_symbols(self, section):
        names = self.sections[section[6]][4]
        for at in range(section[4], section[4] + section[5], section[9]):
            if self.word == 8:
                name, info, _, index, value, size = struct.unpack_from(self.order + "IBBHQQ", self.data, at)
            else:
                name, value, size, info, _, index = struct.unpack_from(self.order + "IIIBBH", self.data, at)
            yield self.text(names + name), info & 15, index, value, size

    def read_relocations(self, section):
        target, symbols, pointers = section[7], self.symbols, self.pointers
        records = self.data[section[4]:section[4] + section[5]]
        if self.word == 8:
            # mips64 of little endian has the symbol first, as in files of big endian.
            is_swapped = self.order == "<" and struct.unpack_from("<H", self.data, 18)[0] == MIPS
            found = ((offset, info & 0xFFFFFFFF if is_swapped else info >> 32, addend)
                     for offset, info, addend in struct.iter_unpack(self.order + "QQq", records))
        elif section[1] == RELA:
            found = ((offset, info >> 8, addend) for offset, info, addend in struct.iter_unpack(self.order + "IIi", records))
        else:
            start = self.sections[target][4]
            found = ((offset, info >> 8, struct.unpack_from(self.order + "i", self.data, start + offset)[0])
                     for offset, info in struct.iter_unpack(self.order + "II", records))
        for offset, symbol, addend in found:
            _, _, index, value, _ = symbols[symbol]
            pointers[target, offset] = (index, value + addend)

    def text_at(self, section, offset):
        """The text that a word leads to, or nothing."""
        index, place = self.pointers.get((section, offset), (0, 0))
        if not 0 < index < len(self.sections) or self.sections[index][1] == NOBITS or not self.is_data(index):
            return ""
        return self.text(self.sections[index][4] + place)

    def object_at(self, section, offset):
        objects = self.objects.get(section, [])
        at = bisect.bisect(objects, (offset, 1 << 64))
        found = objects[at - 1] if at else (0, 0, "")
        return found if found[0] <= offset < found[0] + found[1] else None

    def tables(self):
        """Symbol, bus and place of the device tables."""
        for name, _, section, value, _ in self.symbols:
            if not name.startswith("__mod_") or not 0 < section < len(self.sections):
                continue
            if name.startswith("__mod_device_table__"):
                words = name[len("__mod_device_table__"):].split("__")
                yield name, words[next((i + 1 for i, word in enumerate(words) if word.startswith("kmod_")), 0)], (section, value)
            elif name.partition(".")[0].endswith("_device_table"):
                yield name, name[len("__mod_"):].partition("__")[0].removesuffix("_device_table"), (section, value)
