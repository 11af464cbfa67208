"""A distribution's kernel that trusts a key of ours in place of its own, so that it can judge what was signed with it.

The kernel's certificates stand in its image, one behind the other in DER; ours takes the place of the first and is as long as that.
What boots is the image that bzImage holds compressed: qemu starts an ELF file by its PVH note (Linux, x86 boot protocol 2.08 and PVH).
"""
import lzma
import pathlib
import re
import struct
import subprocess

# A certificate of version 3, behind the length of the whole.
CERTIFICATE = re.compile(rb"\x30\x82(..)\x30\x82..\xa0\x03\x02\x01\x02", re.DOTALL)
LEAST_OF_RSA = 700


def image_of(vmlinuz):
    """The ELF file that a bzImage holds."""
    data = pathlib.Path(vmlinuz).read_bytes()
    if data[0x202:0x206] != b"HdrS":
        raise ValueError(f"{vmlinuz} is no bzImage")
    offset, length = struct.unpack_from("<II", data, 0x248)
    start = (data[0x1F1] + 1) * 512 + offset
    packed = data[start:start + length]
    if packed.startswith(b"\xfd7zXZ"):
        return lzma.LZMADecompressor().decompress(packed)
    if packed.startswith(b"\x28\xb5\x2f\xfd"):
        # Behind the stream stands its size.
        return subprocess.run(["zstd", "-dc"], input=packed[:-4], stdout=subprocess.PIPE, check=True).stdout
    raise ValueError(f"{vmlinuz}: compressed in a way that is not known: {packed[:6].hex()}")


def kernel_with_key(vmlinuz, folder):
    """Writes key.pem, cert.pem and vmlinux into a folder: the kernel, in which cert.pem is the certificate that it trusts."""
    image = bytearray(image_of(vmlinuz))
    found = CERTIFICATE.search(image)
    if not found:
        raise ValueError(f"{vmlinuz}: no certificate in it")
    size = int.from_bytes(found.group(1), "big") + 4
    image[found.start():found.start() + size] = certificate_of_size(size, folder)
    (folder / "vmlinux").write_bytes(image)
    return folder / "vmlinux"


def certificate_of_size(size, folder):
    """A new key and its certificate, with a comment that makes it as long as that; returns the certificate in DER."""
    # A kernel whose own key is RSA need not know another kind; a certificate that is too small for RSA is one of ECDSA.
    kind = ["genrsa", "2048"] if size >= LEAST_OF_RSA else ["ecparam", "-genkey", "-noout", "-name", "secp384r1"]
    subprocess.run(["openssl", kind[0], "-out", folder / "key.pem", *kind[1:]], check=True, capture_output=True)
    comment = 0
    # The length of a signature by ECDSA is one of a few.
    for _ in range(30):
        subprocess.run(["openssl", "req", "-x509", "-new", "-key", folder / "key.pem", "-sha256", "-days", "999", "-subj", "/CN=Acme Key",
                        "-set_serial", "4660", "-addext", f"nsComment=x{'x' * comment}", "-out", folder / "cert.pem"], check=True)
        made = subprocess.run(["openssl", "x509", "-in", folder / "cert.pem", "-outform", "DER"], stdout=subprocess.PIPE, check=True).stdout
        if len(made) == size:
            return made
        comment = max(0, comment + size - len(made))
    raise ValueError(f"no certificate of {size} bytes, but one of {len(made)}")
