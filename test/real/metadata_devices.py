"""Devices of modules' aliases, and mistakes in records of them, for metadata_test."""
import ctypes
import pathlib
import re
import subprocess

import metadata_scripts as scripts

libc = ctypes.CDLL(None)


def matches(pattern, text):
    return libc.fnmatch(pattern.encode("latin-1"), text.encode("latin-1"), 0) == 0


def device_of(pattern, choose):
    """A text that a pattern matches: stars are digits or nothing, and after a bus another id of the device or nothing."""
    def filled(match):
        part = match.group(0)
        if part == "*":
            return choose.choice(["", "0", "00", "1ED5"])
        if part == "?":
            return choose.choice("0A,(")
        return part[1] if part[1] not in "!^" else "~"
    pattern = re.sub(r"^(\w+)\*:", lambda match: match[1] + choose.choice(["", ":ACME0001"]) + ":", pattern)
    return re.sub(r"\[[^\]]+\]|\*|\?", filled, pattern)


def is_device(text):
    return "*" not in text and text.strip() == text != "" and all(0x20 <= ord(c) < 0x7f for c in text)


def changed(text, choose):
    """A text with one other character, as no module may have it."""
    at = choose.randrange(len(text))
    return text[:at] + choose.choice("0123456789ABCDEFabcdefxyz,()[]:-_ ") + text[at + 1:]


def aliases_of(paths):
    """The aliases of modules in the order of .modinfo, and their versions, by one run of modinfo."""
    told = subprocess.run(["modinfo", *paths], capture_output=True).stdout.decode("latin-1")
    aliases, versions = {}, {}
    for line in told.split("\n"):
        key, _, value = line.partition(":")
        if key == "filename":
            path = pathlib.Path(value.strip())
            current = aliases.setdefault(path, [])
        elif key == "alias":
            current.append(value.lstrip(" "))
        elif key == "version":
            versions.setdefault(path, value.strip())
    return aliases, versions


def mutated(text, form, change, aliases, choose):
    """A record with one of its patterns dropped, wider or otherwise, and whether that makes a difference to any device."""
    pattern = {"modaliases": r"(?<=^alias )\S+", "appstream": r"(?<=<modalias>)[^<]+",
               "substvars": r"(?<=[(,] )[^,()]+|(?<=\()[^,()]+",
               "isenkram": r"(?<=[(,] )[^,()]+|(?<=\()[^,()]+", "supplements": r"(?<=^modalias\(kernel-amd64:).*(?=\)$)",
               "provides": r"(?<=^modalias\().*(?=\)(?: = .*)?$)"}[form]
    spans = [match.span() for match in re.finditer(pattern, text, re.MULTILINE)]
    if len(spans) < 2:
        return text, False
    begin, end = choose.choice(spans)
    old = text[begin:end]
    digits = [match.start() for match in re.finditer(r"(?<=[0-9A-F])[0-9A-F](?=[*a-z])", old)]
    if change == "drop":
        line_begin, line_end = text.rfind("\n", 0, begin) + 1, text.find("\n", end) + 1
        if form in ("substvars", "isenkram"):
            new_text = text[:begin] + text[end:].removeprefix(", ")
            new_text = new_text.replace(", )", ")")
        else:
            new_text = text[:line_begin] + text[line_end:]
        return new_text, is_alone(old, aliases, form)
    if not digits:
        return text, False
    at = choose.choice(digits)
    new = old[:at] + ("*" if change == "widen" else choose.choice([c for c in "0123456789ABCDEF" if c != old[at]])) + old[at + 1:]
    plain = scripts.percent_decoded(new) if form == "supplements" else new
    if change == "widen":
        # The star takes what no alias has.
        probe = device_of(plain[:plain.find("*", at)] + "ABCDEF" + plain[plain.find("*", at) + 1:], choose)
        return text[:begin] + new + text[end:], not any(matches_for(form, alias, probe) for alias in aliases) and matches(plain, probe)
    return text[:begin] + new + text[end:], is_alone(old, aliases, form)


def is_alone(pattern, aliases, form):
    """Whether devices of a pattern have one alias alone."""
    plain = scripts.percent_decoded(pattern) if form == "supplements" else pattern
    probe = re.sub(r"\[[^\]]+\]", lambda match: match[0][1], plain).replace("?", "0").replace("*", "")
    return sum(matches_for(form, alias, probe) for alias in set(aliases)) == 1


def matches_for(form, pattern, text):
    """As the record's consumer matches: ubuntu-drivers is blind for upper and lower case."""
    is_blind = form in ("modaliases", "substvars")
    return matches(pattern.lower(), text.lower()) if is_blind else matches(pattern, text)
