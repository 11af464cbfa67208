"""Reads the structs that a kernel and its modules were compiled with, from BTF, the debugging information of real kernels. In a
module it goes on where the kernel's ends."""
import lzma
import struct
import subprocess
import zlib

STRUCTS, POINTER, ARRAY, QUALIFIERS = (4, 5), 2, 3, (9, 10, 11)
# Bytes behind the record of a type, by its kind: the same for all, and for each of its members.
TAILS = {1: (4, 0), 3: (12, 0), 4: (0, 12), 5: (0, 12), 6: (0, 8), 13: (0, 8), 14: (4, 0), 15: (0, 12), 17: (4, 0), 19: (0, 12)}


class Btf:
    def __init__(self, blob, base=None):
        order = "<" if blob[:2] == b"\x9f\xeb" else ">"
        size, types, types_size, texts, texts_size = struct.unpack_from(order + "IIIII", blob, 4)
        self.base, self.first = base, base.end if base else 1
        self.texts, self.first_text = blob[size + texts:size + texts + texts_size], base.end_of_texts if base else 0
        self.end_of_texts = self.first_text + texts_size
        self.types, at = [], size + types
        while at < size + types + types_size:
            name, info, of = struct.unpack_from(order + "III", blob, at)
            kind, count = info >> 24 & 0x1F, info & 0xFFFF
            once, each = TAILS.get(kind, (0, 0))
            members = []
            if kind in STRUCTS:
                words = struct.unpack_from(f"{order}{3 * count}I", blob, at + 12)
                # With bit fields the upper byte is a width.
                mask = 0xFFFFFF if info >> 31 else 0xFFFFFFFF
                members = [(words[i], words[i + 1], (words[i + 2] & mask) // 8) for i in range(0, 3 * count, 3)]
            elif kind == ARRAY:
                members = struct.unpack_from(order + "III", blob, at + 12)
            self.types.append((name, kind, of, members))
            at += 12 + once + each * count
        self.end = self.first + len(self.types)

    def text(self, offset):
        if offset < self.first_text:
            return self.base.text(offset)
        offset -= self.first_text
        return self.texts[offset:self.texts.index(b"\0", offset)].decode()

    def type(self, index):
        if index == 0:
            return 0, 0, 0, []
        return self.types[index - self.first] if index >= self.first else self.base.type(index)

    def plain(self, index):
        """The type without const and volatile."""
        while self.type(index)[1] in QUALIFIERS:
            index = self.type(index)[2]
        return index

    def structs(self, ending):
        """Name, size and members of the structs of this module or kernel whose names end so."""
        for name, kind, size, members in self.types:
            if kind == 4 and members and self.text(name).endswith(ending):
                yield self.text(name), size, [(self.text(n), self.plain(t), offset) for n, t, offset in members]

    def name_of_struct(self, index):
        name, kind, _, _ = self.type(index)
        return self.text(name) if kind in STRUCTS else ""

    def pointee(self, index):
        """The name of the struct that a pointer leads to, or `char`."""
        _, kind, of, _ = self.type(index)
        if kind != POINTER:
            return ""
        name, kind, size, _ = self.type(self.plain(of))
        return self.text(name) if kind in STRUCTS or (kind == 1 and size == 1) else ""


def find_blob(data):
    """The largest run of bytes that has BTF's head, and whose parts lie within it."""
    best = b""
    for magic, order in ((b"\x9f\xeb\x01", "<"), (b"\xeb\x9f\x01", ">")):
        at = data.find(magic)
        while at >= 0:
            if at + 24 <= len(data):
                size, types, types_size, texts, texts_size = struct.unpack_from(order + "IIIII", data, at + 4)
                blob = data[at:at + size + texts + texts_size]
                if 24 <= size <= 64 and types_size % 4 == 0 and texts >= types + types_size and texts_size > 2 and \
                        len(blob) == size + texts + texts_size and blob[-1] == 0 and blob[size + texts] == 0:
                    best = max(best, blob, key=len)
            at = data.find(magic, at + 1)
    return best


def unpacked(image):
    """What an image of a kernel has packed in it, each in turn; then the image itself."""
    kinds = ((b"\xfd7zXZ\0", lambda data: lzma.LZMADecompressor().decompress(data)),
             (b"\x28\xb5\x2f\xfd", lambda data: subprocess.run(["zstd", "-dcq"], input=data, capture_output=True).stdout),
             (b"\x1f\x8b\x08", lambda data: zlib.decompressobj(31).decompress(data)))
    for magic, unpack in kinds:
        at = image.find(magic)
        while at >= 0:
            try:
                yield unpack(image[at:])
            except (lzma.LZMAError, zlib.error):
                pass
            at = image.find(magic, at + 1)
    yield image


def btf_of_kernel(path):
    for data in unpacked(path.read_bytes()):
        if blob := find_blob(data):
            return Btf(blob)
    return None
