"""What tests with real kernels and the judgement of libkmod have in common: kernels with the indexes of depmod, devices
drawn from their patterns, and the count of disagreements."""
import collections
import functools
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
CACHE = pathlib.Path(os.environ.get("KO2ALIAS_CACHE") or
                     pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "ko2alias")
SEED = 11


class Test:
    """Holds the kernels that a test works on, and counts the disagreements."""

    def __init__(self, program, resolve, folder):
        self.program, self.resolve_program, self.folder = program, resolve, folder
        self.kernels = {}
        self.faults = 0

    def kernel(self, name):
        if name not in self.kernels:
            self.kernels[name] = Kernel(name, self.folder)
        return self.kernels[name]

    def patterns(self, kernel):
        text = run(self.program, "emit", "--source", "all", "--format", "modalias", *kernel.paths)
        return list(dict.fromkeys(text.splitlines()))

    def resolve(self, index_folder, devices):
        """For each device the names that libkmod finds with the indexes of a folder, in its order."""
        text = run(self.resolve_program, index_folder, input="".join(device + "\n" for device in devices))
        return [line.split("\t") if line else [] for line in text.split("\n")[:-1]]

    def fault(self, text):
        self.faults += 1
        if self.faults <= 20:
            print("  DISAGREE", text)

    def expect(self, is_so, text):
        if not is_so:
            self.fault(text)


def run_test(arguments, usage, kind, judge):
    """Calls judge(test, is_all) with a test of this kind, and exits as its faults have it."""
    paths = [pathlib.Path(a).resolve() for a in arguments if a != "--all"]
    if len(paths) != 2:
        sys.exit(usage)
    is_all = "--all" in arguments or bool(os.environ.get("KO2ALIAS_TEST_ALL"))
    with work_folder() as folder:
        test = kind(*paths, pathlib.Path(folder))
        judge(test, is_all)
    if test.faults:
        sys.exit(f"{test.faults} disagreements (seed {SEED})")


def work_folder():
    """A new folder that goes away again, beside the unpacked packages, so that links take the place of copies."""
    (CACHE / "tmp").mkdir(parents=True, exist_ok=True)
    return tempfile.TemporaryDirectory(prefix="test.", dir=CACHE / "tmp")


def debian13(folder, packages, programs):
    """The root of a system of Debian 13 with these packages: the one that KO2ALIAS_DEBIAN13 names if it has the programs (paths
    from its root), else one that debootstrap makes in the folder. Without either the test is skipped."""
    given = os.environ.get("KO2ALIAS_DEBIAN13")
    if given and all((pathlib.Path(given) / program).exists() for program in programs):
        return pathlib.Path(given)
    if os.geteuid() != 0 or not shutil.which("debootstrap"):
        skip(f"no system of Debian 13 with {', '.join(packages)}, and no debootstrap to make one")
    made = pathlib.Path(folder) / "debian13"
    answer = subprocess.run(["debootstrap", "--variant=minbase", f"--include={','.join(packages)}", "trixie", made],
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if answer.returncode:
        skip("debootstrap could not make a system of Debian 13")
    return made


# --- the kernels -------------------------------------------------------------------------------------------


class Kernel:
    """A real kernel: where ko2alias finds it, and depmod's indexes of it, all of them in the folder `whole`."""

    def __init__(self, name, folder):
        self.name = name
        root, plain = fetch(name)
        modules = folder_of_modules(plain)
        self.paths, self.config, lists = [plain], next(root.glob("boot/config-*"), None), modules
        # From 6.19 on the lists of what is built in are in a package of their own.
        if not (modules / "modules.builtin.modinfo").exists():
            base, _ = fetch("base-" + name)
            self.paths, lists = [plain, base], folder_of_modules(base)
            self.config = lists / "config"
        self.path = "+".join(map(str, self.paths))

        tree = folder / name / "tree/lib/modules" / modules.name
        tree.parent.mkdir(parents=True)
        run("cp", "-al", modules, tree)
        for file in lists.glob("modules.*"):
            if not (tree / file.name).exists():
                shutil.copy(file, tree)
        run("depmod", "-b", folder / name / "tree", modules.name)
        self.folder, self.whole = folder, tree

    @functools.cached_property
    def files(self):
        """The index of the aliases of files alone."""
        return folder_with_one_index(self.folder, self.name, self.whole / "modules.alias.bin")

    @functools.cached_property
    def names(self):
        """The names of the modules that have a file, with `_` for `-`."""
        lines = (self.whole / "modules.dep").read_text().splitlines()
        return {normalized(pathlib.Path(line.partition(":")[0]).name.partition(".")[0]) for line in lines}

    @functools.cached_property
    def unrecorded(self):
        """The modules that are built in without a record of what they match. Kernels up to 6.12 record no device tables."""
        names = {normalized(pathlib.Path(line).stem) for line in (self.whole / "modules.builtin").read_text().split()}
        records = (self.whole / "modules.builtin.modinfo").read_text(errors="replace").split("\0")
        aliases = [r.partition(".alias=")[::2] for r in records if ".alias=" in r]
        if any(re.match("(pci|usb|hid):", alias) for _, alias in aliases):
            names -= {normalized(module) for module, _ in aliases}
        return names

    @functools.cached_property
    def built_in_names(self):
        """The modules that are built in. Some that were joined to others are in the one list, some in the other."""
        records = (self.whole / "modules.builtin.modinfo").read_text(errors="replace").split("\0")
        names = [pathlib.Path(line).stem for line in (self.whole / "modules.builtin").read_text().split()]
        return {normalized(name) for name in names + [record.partition(".")[0] for record in records]}

    @functools.cached_property
    def built_in(self):
        """The index of the aliases of what is built in alone."""
        return folder_with_one_index(self.folder, self.name, self.whole / "modules.builtin.alias.bin")


def fetch(name):
    answer = subprocess.run([HERE / "fetch", name], stdout=subprocess.PIPE, text=True)
    if answer.returncode == 77:
        skip(f"{name} cannot be had")
    if answer.returncode:
        sys.exit(answer.returncode)
    _, _, root, plain, _ = answer.stdout.rstrip("\n").split("\t")
    return pathlib.Path(root), pathlib.Path(plain)


def skip(reason):
    """Ends a test that lacks what it needs. Where CI runs it, nothing may be missing."""
    print(reason, file=sys.stderr)
    sys.exit(1 if os.environ.get("CI") else 77)


def folder_of_modules(root):
    return next(folder for top in ("lib/modules", "usr/lib/modules") for folder in root.glob(top + "/*"))


def folder_with_one_index(folder, name, index):
    """modprobe stops at the first index that has an answer: names of modules, then aliases of files, then those of what
    is built in. All that claim a device are found with one index at a time; the others are depmod's of no module."""
    empty = folder / "empty/lib/modules/0.0/modules.alias.bin"
    if not empty.exists():
        empty.parent.mkdir(parents=True)
        run("depmod", "-b", folder / "empty", "0.0")
    target = folder / name / index.name
    target.mkdir()
    for other in ("alias", "builtin", "builtin.alias", "dep", "symbols"):
        shutil.copy(empty, target / f"modules.{other}.bin")
    if index.stat().st_size > 0:
        shutil.copy(index, target)
    return target


# --- devices drawn from patterns ---------------------------------------------------------------------------

TOKEN = re.compile(r"\*|\?|\[[^]]*\]|[^*?\[]+")
FIELD = re.compile(r"([a-z]+)([0-9A-F]+)(?=[a-z*]|$)")


def bus_of(pattern):
    return pattern.partition(":")[0].rstrip("*") if ":" in pattern else ""


class Drawer:
    """Draws devices from patterns: what a star stands for is taken from the same field of other patterns of the bus, or is
    hexadecimal digits as they have them; elsewhere it is nothing, or text of theirs."""

    def __init__(self, patterns):
        self.random = random.Random(SEED)
        self.fields = collections.defaultdict(list)
        self.texts = collections.defaultdict(list)
        self.donors = collections.defaultdict(list)
        self.wide_donors = collections.defaultdict(list)
        for pattern in patterns:
            bus, rest = bus_of(pattern), pattern.partition(":")[2]
            fields = dict(FIELD.findall(rest))
            for letters, value in fields.items():
                self.fields[bus, letters].append(value)
            self.texts[bus] += [text for text in TOKEN.findall(rest) if text[0] not in "*?["]
            # Whole classes of devices are few, and hardly met by chance.
            (self.wide_donors if rest[1:2] == "*" else self.donors)[bus].append(fields)

    def draw(self, pattern, with_donor):
        bus, donor = bus_of(pattern), {}
        lists = [donors for donors in (self.donors[bus], self.wide_donors[bus]) if donors]
        if with_donor and lists:
            donor = self.random.choice(self.random.choice(lists))
        device = ""
        for token in TOKEN.findall(pattern):
            device += self.fill(bus, device, token, donor)
        return device.strip()

    def fill(self, bus, before, token, donor):
        if token == "?":
            return self.random.choice("01")
        if token[0] == "[":
            return self.random.choice(members(token))
        if token != "*":
            return token
        letters = re.search("[a-z]*$", before).group()
        known = self.fields.get((bus, letters))
        if letters in donor:
            return donor[letters]
        if not known:
            texts = self.texts[bus] if ":" in before else []
            return self.random.choice(["", "", "x"] + [self.random.choice(texts)] * 2 if texts else ["", "", "x"])
        value = self.random.choice(known)
        if self.random.random() < 0.5:
            return value
        return "".join(self.random.choice("0123456789ABCDEF") for _ in value)


def members(bracket):
    """`[0-9A]`: each of 0123456789A."""
    found = []
    for first, last in re.findall(r"(.)(?:-(.))?", bracket[1:-1]):
        found += [chr(c) for c in range(ord(first), ord(last or first) + 1)]
    return found


# --- text and programs -------------------------------------------------------------------------------------


def normalized(text):
    """As depmod has it: outside of brackets each - is an underscore."""
    return "".join(part if part[:1] == "[" else part.replace("-", "_") for part in re.split(r"(\[[^]]*\])", text))


def run(*command, input=None, good=(0,)):
    environment = dict(os.environ, PATH=os.environ["PATH"] + ":/usr/sbin:/sbin")
    answer = subprocess.run([str(word) for word in command], input=input, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            encoding="utf-8", env=environment)
    if answer.returncode not in good:
        sys.exit(f"{' '.join(map(str, command))}: exit status {answer.returncode}\n{answer.stderr[-2000:]}")
    return answer.stdout
