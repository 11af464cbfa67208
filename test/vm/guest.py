"""Boots one of Debian's kernels in qemu, without acceleration, and lets it run a script.

    guest = Guest("6.1-amd64", folder)
    answer = guest.run('load_all_modules; tell_devices devices', modules=["e1000e"], devices=["e1000e,romfile="])
    answer.told["devices"]      what `tell KEY TEXT` and its neighbours of init.sh told, by KEY
    answer.files["sys"]         the bytes that `tell_file KEY FILE` and `tell_sys KEY` sent

The guest has busybox, kmod, and in /lib/modules the modules that are asked for with what they need. It has no network: its
cards lead nowhere. A guest that takes too long is ended.
"""
import base64
import dataclasses
import json
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "real"))
from real_kernels import Kernel, fetch, run, skip, work_folder  # noqa: F401 (tests take some from here)

# What a guest runs, in Debian's packages. The guest of the host's architecture runs the host's own.
PACKAGES = ["busybox-static", "kmod", "libc6", "libkmod2", "liblzma5", "libssl3t64", "libzstd1", "zlib1g"]


@dataclasses.dataclass
class Machine:
    """How qemu has a machine of an architecture."""
    program: str
    options: list
    console: str


MACHINES = {
    "amd64": Machine("qemu-system-x86_64", ["-M", "q35"], "ttyS0"),
    "arm64": Machine("qemu-system-aarch64", ["-M", "virt", "-cpu", "cortex-a57"], "ttyAMA0"),
}


@dataclasses.dataclass
class Answer:
    told: dict
    files: dict
    console: str


class Guest:
    """A kernel that can be booted again and again."""

    def __init__(self, name, folder):
        """`folder` is for what is made of the kernel; it has to be on the file system of the cache."""
        self.architecture = name.rpartition("-")[2]
        self.machine = MACHINES[self.architecture]
        for program in (self.machine.program, "busybox", "cpio"):
            if not shutil.which(program):
                skip(f"{program} is not there: as root ./run test installs it, and test/packages has its package")
        self.kernel = Kernel(name, folder)
        self.release = self.kernel.whole.name
        self.vmlinuz = vmlinuz_of(name, self.release)
        self.folder = folder / name / "guest"
        self.folder.mkdir(parents=True)

    def run(self, script, modules=(), files=None, devices=(), options=(), command_line="", memory=512, seconds=80, image=None):
        """Runs the lines of a shell script in the guest. `modules` are names or modaliases; `files` has what else the guest
        has, by its place there: a path to copy, or text. A module given as a file is found by modprobe like the kernel's own.
        `devices` and `options` are those of qemu, `command_line` is for the kernel, `image` boots in place of its vmlinuz."""
        root = self.folder / "root"
        shutil.rmtree(root, ignore_errors=True)
        self.make_root(root, script, modules, files or {})
        initramfs = self.folder / "initramfs"
        subprocess.run(f"cd '{root}' && find . -print0 | cpio --null -o -H newc --quiet -R 0:0 >'{initramfs}'", shell=True, check=True)
        console = self.boot(image or self.vmlinuz, initramfs, [*options, *(word for device in devices for word in ("-device", device))],
                            command_line, memory, seconds)
        return parsed(console)

    # --- what the guest has ---------------------------------------------------------------------------------

    def make_root(self, root, script, modules, files):
        for folder in ("usr/bin", "usr/lib", "usr/lib64", "proc", "sys", "dev", "etc", "tmp", "guest"):
            (root / folder).mkdir(parents=True)
        for link, target in {"bin": "usr/bin", "sbin": "usr/bin", "usr/sbin": "bin", "lib": "usr/lib", "lib64": "usr/lib64"}.items():
            (root / link).symlink_to(target)
        self.add_programs(root)
        shutil.copy(HERE / "init.sh", root / "init")
        (root / "guest/script").write_text(script)
        self.add_modules(root, modules)
        for place, file in files.items():
            put(root / place.lstrip("/"), file)
        run("depmod", "-b", root, self.release)

    def add_programs(self, root):
        if self.architecture == "amd64":
            busybox, kmod = "/bin/busybox", shutil.which("kmod") or "/bin/kmod"
            for library in libraries_of(kmod):
                put(root / library.lstrip("/"), pathlib.Path(library))
        else:
            packages = [fetch(f"{package}:{self.architecture}")[0] for package in PACKAGES]
            for package in packages[2:]:
                for library in package.glob("usr/lib/**/*.so*"):
                    if "gconv" not in library.parts:
                        put(root / library.relative_to(package), library)
            busybox, kmod = next(packages[0].glob("**/bin/busybox")), next(packages[1].glob("**/bin/kmod"))
        put(root / "usr/bin/busybox", pathlib.Path(busybox))
        put(root / "usr/bin/kmod", pathlib.Path(kmod))
        (root / "usr/bin/sh").symlink_to("busybox")
        for name in ("depmod", "insmod", "lsmod", "modinfo", "modprobe", "rmmod"):
            (root / "usr/bin" / name).symlink_to("kmod")

    def add_modules(self, root, modules):
        target = root / "usr/lib/modules" / self.release
        target.mkdir(parents=True)
        for list_of in ("modules.order", "modules.builtin", "modules.builtin.modinfo"):
            shutil.copy(self.kernel.whole / list_of, target)
        for file in self.files_of(modules):
            put(target / file.relative_to(self.kernel.whole), file)

    def files_of(self, modules):
        """The files of modules and of those that they need, as kmod has it. What this kernel has not is left out."""
        empty = self.folder / "empty.d"
        empty.mkdir(exist_ok=True)
        text = "" if not modules else run("modprobe", "--show-depends", "-a", "-q", "-C", empty, "-S", self.release,
                                          "-d", self.kernel.whole.parents[2], "--", *modules, good=(0, 1))
        return dict.fromkeys(pathlib.Path(line.split()[1]).resolve() for line in text.splitlines() if line.startswith("insmod "))

    # --- the machine ----------------------------------------------------------------------------------------

    def boot(self, image, initramfs, options, command_line, memory, seconds):
        machine = self.machine
        command = ["timeout", "--kill-after=5", str(seconds), machine.program, *machine.options, "-m", str(memory),
                   "-nic", "none", "-display", "none", "-monitor", "none", "-serial", "stdio", "-no-reboot",
                   "-kernel", str(image), "-initrd", str(initramfs),
                   "-append", f"console={machine.console} loglevel=1 panic=-1 {command_line}", *options]
        answer = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        console = answer.stdout.decode("utf-8", "replace").replace("\r", "")
        if "@ko2alias-done" not in console:
            sys.exit(f"{self.kernel.name}: the guest did not come to its end within {seconds} s (exit status {answer.returncode}):\n"
                     f"{console[-3000:]}")
        return console


def vmlinuz_of(name, release):
    """What boots, of the same version as the modules: the cache may hold another one, and the archive too."""
    for update in ((), ("--update",)):
        for package in (name, "binary-" + name):
            if package != name or list(fetch(package)[0].glob("boot/vmlinuz-*")):
                found = [file for file in fetch(package, *update)[0].glob("**/vmlinuz*") if release in str(file)]
                if found:
                    return found[0]
    skip(f"{name}: the archive has no vmlinuz of {release}")


def put(target, source):
    """A copy of a file or a folder, or a text, at a place in the guest."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(source, str):
        target.write_text(source)
    elif not target.exists():
        run("cp", "-rL", source, target)


def with_libraries(program, name):
    """What `files` of a guest wants for a program of the host's, which is called by this name there."""
    return {f"/usr/bin/{name}": program, **{library: pathlib.Path(library) for library in libraries_of(program)}}


def libraries_of(program):
    return re.findall(r"(/\S+) \(0x", run("ldd", program))


def parsed(console):
    answer, lines = Answer({}, {}, console), iter(console.splitlines())
    for line in lines:
        if line.startswith("@ko2alias {"):
            answer.told.update(json.loads(line.partition(" ")[2]))
        elif line.startswith("@ko2alias-file "):
            text = []
            while (part := next(lines)) != "@ko2alias-end":
                text.append(part)
            answer.files[line.partition(" ")[2]] = base64.b64decode("".join(text))
    return answer
