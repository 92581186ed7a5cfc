"""Shows the hall to a newcomer: real windows where there is a screen, pictures and papers where there is none."""

import os
import subprocess
from pathlib import Path

from installer.environment import Environment
from installer.machine import Machine
from installer.problem import say

# A short afternoon that shows every window and every paper within a minute.
SHORT_DAY = ("--residents", "40", "--counters", "3", "--days", "1", "--seed", "7")


def tour(environment: Environment, machine: Machine, folder: Path) -> int:
    """Open the sample hall, or live one short day and leave its pictures in a folder; return the exit code."""
    folder.mkdir(parents=True, exist_ok=True)
    hall = [str(environment.hall), "--data", str(folder / "data")]
    if machine.has_screen():
        say("Opening the sample hall", "正在打开示例大厅")
        return subprocess.call([*hall, "demo"])
    say("No screen here: living one short day and taking pictures instead", "没有显示器：将模拟一天并保存画面")
    quiet = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    for steps in (["day", *SHORT_DAY, "--out", str(folder)], ["demo", "--screenshots", str(folder)]):
        failed = subprocess.call([*hall, *steps], env=quiet)
        if failed:
            return failed
    say(f"Papers, report and pictures are in {folder}", "单据、报告和画面已保存到该文件夹")
    return 0
