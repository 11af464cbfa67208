"""Packages of modules, for metadata_test."""
import pathlib
import shutil


def package_of(path):
    return "mod-" + path.name.removesuffix(".ko").replace("_", "-")


def build_rpm(judge, paths, name):
    """A package with these files, whose dependencies the program prints as rpm's generator."""
    top = pathlib.Path("rpm-" + name).absolute()
    modules = top / "files/lib/modules/6.1/extra"
    modules.mkdir(parents=True)
    for path in paths:
        shutil.copy(path, modules)
    (top / "attrs").mkdir()
    (top / "attrs/ko2alias.attr").write_text(
        f"%__ko2alias_supplements {judge.program} emit --format supplements --flavour default @-\n"
        f"%__ko2alias_provides {judge.program} emit --format provides @-\n"
        r"%__ko2alias_path ^/lib/modules/.*\.ko$" "\n")
    (top / "spec").write_text(
        f"Name: {name}\nVersion: 1\nRelease: 1\nSummary: x\nLicense: GPL\nBuildArch: noarch\n"
        "%define __os_install_post %{nil}\n%description\nx\n%install\n"
        f"cp -a {top}/files/. %{{buildroot}}/\n%files\n/lib\n")
    judge.run("rpmbuild", "-bb", "--quiet", "--load", top / "attrs/ko2alias.attr", "--define", f"_topdir {top}", "--define", f"_fileattrsdir {top}/attrs",
              "--define", f"_rpmdir {top}/out", top / "spec")
    for package in (top / "out").rglob("*.rpm"):
        shutil.move(package, f"{name}.rpm")
    shutil.rmtree(top)


def build_rpms(judge, paths, folder):
    """A package for each module, by one run of rpmbuild, and the kernel's."""
    top = pathlib.Path("rpms").absolute()
    (top / "attrs").mkdir(parents=True)
    (top / "attrs/ko2alias.attr").write_text(
        f"%__ko2alias_supplements {judge.program} emit --format supplements --flavour default @-\n"
        r"%__ko2alias_path ^/lib/modules/.*\.ko$" "\n")
    spec = ("Name: kernel-default\nVersion: 1\nRelease: 1\nSummary: x\nLicense: GPL\nBuildArch: noarch\n"
            "%define __os_install_post %{nil}\n%description\nx\n%files\n")
    for path in paths:
        modules = top / "files/lib/modules/6.1/extra"
        modules.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, modules)
        spec += (f"%package -n {package_of(path)}\nSummary: x\n%description -n {package_of(path)}\nx\n"
                 f"%files -n {package_of(path)}\n/lib/modules/6.1/extra/{path.name}\n")
    (top / "spec").write_text(spec + f"%install\ncp -a {top}/files/. %{{buildroot}}/\n")
    judge.run("rpmbuild", "-bb", "--quiet", "--load", top / "attrs/ko2alias.attr", "--define", f"_topdir {top}", "--define",
              f"_fileattrsdir {top}/attrs", "--define", f"_rpmdir {top}/out", "--define", "_binary_payload w0.gzdio", top / "spec")
    for package in (top / "out").rglob("*.rpm"):
        shutil.move(package, folder)
    shutil.rmtree(top)
