"""A list of real size for measuring: 3,600 invented companies."""

import os
import random
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMPANIES = 3_600
HEADER = "企業名,フリガナ,所在地,分野,主な加工,主な設備,事業内容,従業員数,設立,見学受入"


def manage(environment, *arguments, quiet=True):
    """Run a management command in a process of its own; its output is shown only when it fails."""
    command = [sys.executable, "manage.py", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, capture_output=quiet, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[1:])} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def invented_list(path, towns, fields, processes, count=COMPANIES):
    """Write a ward's list of `count` invented companies as CSV: repeatable, every row clean."""
    dice = random.Random(3600)
    with Path(path).open("w", encoding="utf-8") as file:
        file.write(HEADER + "\n")
        for number in range(count):
            some_fields = "、".join(dice.sample(fields, dice.randint(1, 3)))
            some_processes = "、".join(dice.sample(processes, dice.randint(1, 3)))
            address = f"東京都大田区{dice.choice(towns)}{dice.randint(1, 40)}番{dice.randint(1, 30)}号"
            file.write(
                f"架空{number:04}精密,カクウ,{address},{some_fields},{some_processes},旋盤 {number % 9 + 1}台,"
                f"{some_fields}の部品を{some_processes}で作ります。,{number % 90 + 1},{1930 + number % 90},可\n"
            )
    return path
