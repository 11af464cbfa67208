"""The steps of scripts and programs of distributions that are not in Debian, from docs/kernel-facts/package-metadata.md: what
dh_modaliases, SUSE's and Red Hat's generators write of a module, and how ubuntu-drivers looks a device up."""
import fnmatch
import re


def dh_modaliases(name, aliases, _version):
    """The line of substvars: as the aliases come, with their doubles."""
    module = name.split(".ko")[0].replace("-", "_")
    return f"modaliases={module}({', '.join(aliases)})\n"


def merge(lines):
    """Lines that differ from the first of their run in one place, and always in the same, become one."""
    out, run, place = [], [], None

    def end():
        if len(run) > 1:
            out.append(run[0][:place] + "[" + "".join(line[place] for line in run) + "]" + run[0][place + 1:])
        else:
            out.extend(run)
    for line in lines:
        if run and len(line) == len(run[0]):
            differ = [i for i, (a, b) in enumerate(zip(run[0], line)) if a != b]
            if len(differ) == 1 and place in (None, differ[0]) and "*" not in (run[0][differ[0]], line[differ[0]]):
                place = differ[0]
                run.append(line)
                continue
        end()
        run, place = [line], None
    end()
    return out


def supplements(_name, aliases, _version, flavour="default"):
    encoded = {re.sub(r"[^*:a-zA-Z0-9]", lambda match: f"%{ord(match[0]):02X}", alias)
               for alias in aliases if re.search(r".:.", alias)}
    return "".join(f"modalias(kernel-{flavour}:{line})\n" for line in merge(sorted(encoded)))


def provides(_name, aliases, version):
    mangled = {re.sub(r"[^\[\]0-9a-zA-Z._:*?/-]", "_", alias) for alias in aliases}
    behind = " = " + re.sub(r"[^0-9a-zA-Z._]", "_", version) if version else ""
    return "".join(f"modalias({line}){behind}\n" for line in merge(sorted(mangled)))


def percent_decoded(text):
    return re.sub(r"%([0-9A-F]{2})", lambda match: chr(int(match[1], 16)), text)


def ubuntu_index(packages):
    """The map of aliases by the text before their colon; a package that fails keeps what came before."""
    index = {}
    for stanza in packages.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in stanza.split("\n") if ": " in line)
        if "Modaliases" not in fields or any(ord(c) >= 0x80 for c in fields["Modaliases"]):
            continue
        for part in fields["Modaliases"].split(")"):
            part = part.strip(", ")
            if not part:
                continue
            try:
                _, aliases = part.split("(")
            except ValueError:
                break
            for alias in aliases.split(","):
                alias = alias.strip()
                bus = alias.split(":", 1)[0]
                index.setdefault(bus, {}).setdefault(re.compile(fnmatch.translate(alias.lower())), set()).add(fields["Package"])
    return index


def ubuntu_look_up(index, device):
    aliases = index.get(device.split(":", 1)[0], {})
    return {package for pattern, packages in aliases.items() if pattern.match(device.lower()) for package in packages}
