"""Runs whole programs and measures them."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass


@dataclass
class Run:
    """One program from start to end."""

    seconds: float
    cpu: float
    peak_megabytes: float
    output: bytes


def run(command, *, environment=None, folder=None, input=None):
    """Runs a program to its end. One that fails ends the benchmark: a figure of a failure is none."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, env=environment, cwd=folder, stdin=subprocess.PIPE if input is not None else subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    # Few bytes on either stream: no reader thread disturbs the figures.
    output = process.stdout.read()
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        words = " ".join(map(str, command))
        sys.exit(f"bench: {words}\nended with {process.returncode}: {errors.decode(errors='replace')[-2000:]}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output)
