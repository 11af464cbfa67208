"""Damages ELF files where it hurts: headers, symbols, relocations and device tables get numbers that mean trouble; ranges are
flipped, filled, moved and doubled, files are cut."""
import struct

EHDR, EHDR_SECTIONS = {1: 52, 2: 64}, {1: (32, "I", 48), 2: (40, "Q", 60)}
SYMTAB, RELA, REL = 2, 4, 9


class Regions:
    """Where the parts of an ELF file lie, as (offset, size): those that a reader must not believe."""

    def __init__(self, data):
        self.order = "<" if data[5] == 1 else ">"
        self.bits, self.data = data[4], data
        place, word, counts = EHDR_SECTIONS[self.bits]
        (start,) = self.unpack(word, place)
        count, _ = self.unpack("HH", counts)
        size = 40 if self.bits == 1 else 64
        self.sections = [self.section(start + i * size) for i in range(count)]
        self.parts = {"header": [(0, EHDR[self.bits])], "sections": [(start + i * size, size) for i in range(count)]}
        self.add_tables()

    def unpack(self, form, place):
        return struct.unpack_from(self.order + form, self.data, place)

    def section(self, place):
        """Type, offset, size, link and flags of a section."""
        if self.bits == 1:
            _, kind, flags, _, offset, size, link, _, _, _ = self.unpack("10I", place)
        else:
            _, kind, flags, _, offset, size, link, _, _, _ = self.unpack("IIQQQQIIQQ", place)
        return kind, offset, size, link, flags

    def add_tables(self):
        for kind, offset, size, link, flags in self.sections:
            if kind == SYMTAB and link < len(self.sections):
                self.parts["symbols"] = [(offset, size)]
                names = self.sections[link][1]
                self.add_table_symbols(offset, size, names)
            elif kind in (RELA, REL) and size:
                self.parts.setdefault("relocations", []).append((offset, size))
            elif kind == 3 and size:
                self.parts.setdefault("names", []).append((offset, size))
            elif kind == 1 and not flags & 4 and size:
                self.parts.setdefault("data", []).append((offset, size))

    def add_table_symbols(self, offset, size, names):
        each, form = (16, "IIIBBH") if self.bits == 1 else (24, "IBBHQQ")
        for place in range(offset, offset + size - each + 1, each):
            fields = self.unpack(form, place)
            name, value, length, index = (fields[i] for i in ((0, 1, 2, 5) if self.bits == 1 else (0, 4, 5, 3)))
            if not self.data.startswith(b"__mod_", names + name):
                continue
            self.parts.setdefault("table symbols", []).append((place, each))
            self.parts.setdefault("table names", []).append((names + name, 40))
            if length and index < len(self.sections):
                self.parts.setdefault("tables", []).append((self.sections[index][1] + value, length))


def part_of(regions, random, size):
    """An offset and a length within the file: half the time all of it, else one of its parts."""
    if random.random() < 0.2:
        return 0, size
    offset, length = random.choice(regions.parts[random.choice(list(regions.parts))])
    offset = min(offset, size - 1)
    return offset, max(1, min(length, size - offset))


def flip(data, place, random, _):
    offset, length = place
    for _ in range(random.choice((1, 1, 2, 4, 16))):
        data[offset + random.randrange(length)] ^= 1 << random.randrange(8)


def write_number(data, place, random, order):
    """Zero, all ones, sign bits, the file's size and what is close to them, in a field's usual place."""
    width = random.choice((1, 2, 4, 4, 8, 8))
    limit = 1 << 8 * width
    number = random.choice((0, 1, limit - 1, limit // 2, limit // 2 - 1, limit - 4096, len(data), len(data) // 2, 0x10000, 0xFF00,
                            random.randrange(limit), random.randrange(256)))
    number = (number + random.choice((0, 0, 0, 1, -1))) % limit
    offset = place[0] + random.randrange(place[1]) // width * width
    data[offset:offset + width] = struct.pack(order + {1: "B", 2: "H", 4: "I", 8: "Q"}[width], number)


def fill(data, place, random, _):
    offset = place[0] + random.randrange(place[1])
    length = min(random.choice((4, 16, 64, 256)), len(data) - offset)
    data[offset:offset + length] = bytes([random.choice((0, 0xFF, 0x41, 0x2A, 0x0A))]) * length


def copy_over(data, place, random, _):
    """Bytes of one part take the place of others."""
    offset, length = place[0] + random.randrange(place[1]), random.choice((4, 8, 24, 64, 256))
    piece = data[offset:offset + length]
    target = random.randrange(max(1, len(data) - length))
    data[target:target + len(piece)] = piece


def double(data, place, random, _):
    """What stands behind is moved."""
    offset, length = place[0] + random.randrange(place[1]), random.choice((1, 8, 24, 64, 4096))
    data[offset:offset] = data[offset:offset + length]


def cut(data, place, random, _):
    del data[random.choice((place[0], place[0] + random.randrange(place[1]))):]


DAMAGES = (flip, write_number, write_number, write_number, write_number, fill, copy_over, double, cut)


def damage(original, regions, random):
    data = bytearray(original)
    for _ in range(random.choice((1, 1, 1, 2, 3, 5))):
        if data:
            random.choice(DAMAGES)(data, part_of(regions, random, len(data)), random, regions.order)
    return bytes(data)


def damage_packed(packed, random):
    """Compressed bytes have no parts: flips, a doubled range, a cut."""
    data = bytearray(packed)
    for _ in range(random.choice((1, 1, 2))):
        if data:
            random.choice((flip, flip, fill, double, cut))(data, (0, len(data)), random, "<")
    return bytes(data)
