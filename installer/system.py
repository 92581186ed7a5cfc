"""Installs the system packages that are missing, or says in one sentence which command would."""

from collections.abc import Sequence

from installer.machine import Machine
from installer.needs import Need
from installer.problem import EnvironmentProblem, say


def ensure(needs: Sequence[Need], machine: Machine) -> None:
    """Make sure that the machine has all needs; raise EnvironmentProblem when it lacks one that we may not install."""
    absent = missing(needs, machine)
    if not absent:
        return
    if not machine.is_debian():
        raise _other_system(absent)
    command = _privileged(["apt-get"], absent, machine)
    packages = _packages(absent, machine, command)
    say(f"Installing system packages: {' '.join(packages)}", "正在安装系统软件包")
    _install(packages, machine, command)
    still = missing(absent, machine)
    if still:
        raise _by_hand(_names(still))


def missing(needs: Sequence[Need], machine: Machine) -> list[Need]:
    """Return the needs that the machine does not meet, in order."""
    return [need for need in needs if not machine.has(need)]


def _privileged(command: list[str], absent: Sequence[Need], machine: Machine) -> list[str]:
    if machine.is_root():
        return ["env", "DEBIAN_FRONTEND=noninteractive", *command]
    if machine.may_sudo():
        return ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive", *command]
    raise _by_hand(_names(absent))


def _packages(absent: Sequence[Need], machine: Machine, apt_get: list[str]) -> list[str]:
    """Choose for each need the package name that this distribution uses; refresh apt's lists if it knows none."""
    if not all(any(map(machine.knows_package, need.packages)) for need in absent):
        say("Refreshing the list of system packages", "正在更新软件包列表")
        machine.run([*apt_get, "update"])
    return sorted({next(filter(machine.knows_package, need.packages), need.packages[-1]) for need in absent})


def _install(packages: list[str], machine: Machine, apt_get: list[str]) -> None:
    install = [*apt_get, "install", "--yes", "--no-install-recommends", *packages]
    if machine.run(install):
        return
    # A list older than the archive names files that are gone: refresh it and try once more.
    machine.run([*apt_get, "update"])
    if not machine.run(install):
        raise _by_hand(packages)


def _names(needs: Sequence[Need]) -> list[str]:
    return sorted({need.packages[-1] for need in needs})


def _by_hand(packages: Sequence[str]) -> EnvironmentProblem:
    command = f"sudo apt-get install {' '.join(packages)}"
    return EnvironmentProblem(
        f"System packages are missing: run `{command}`, then start again.", f"缺少系统软件包：请先运行 {command}"
    )


def _other_system(absent: Sequence[Need]) -> EnvironmentProblem:
    names = ", ".join(need.name for need in absent)
    return EnvironmentProblem(
        f"This system lacks {names}: install them with its own package manager, then start again.",
        f"系统缺少以上组件，请用系统自带的软件包管理工具安装：{names}",
    )
