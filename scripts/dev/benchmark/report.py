"""The table of a run: medians, ratios with their range, and whether each reach was met."""

import json
import platform
import statistics
import subprocess


def summary(row, rounds):
    """The medians of a row's rounds, the ratios to each peer with least and most, and what was not reached."""
    medians = {who: statistics.median(figures[who] for figures in rounds) for who in rounds[0]}
    ratios, missed = {}, []
    for who in medians:
        if who == "ours":
            continue
        each = [figures["ours"] / figures[who] for figures in rounds]
        ratios[who] = {"median": statistics.median(each), "least": min(each), "most": max(each)}
    for who, limit in row.ratios.items():
        if not reached(ratios[who]["median"], limit, row.is_rate):
            missed.append(who)
    if row.limit is not None and not reached(medians["ours"], row.limit, row.is_rate):
        missed.append("limit")
    own = [figures["ours"] for figures in rounds]
    return {"unit": row.unit, "medians": medians, "least": min(own), "most": max(own), "ratios": ratios,
            "missed": missed}


def reached(figure, limit, is_rate):
    return figure >= limit if is_rate else figure <= limit


def number(value):
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def reach_words(row):
    sign = "≥" if row.is_rate else "≤"
    words = [f"{sign} {limit:g} x {who}" for who, limit in row.ratios.items()]
    if row.limit is not None:
        words.append(f"{sign} {number(row.limit)} {row.unit}")
    return ", ".join(words)


def line(row, found):
    peers = ", ".join(f"{who} {number(value)}" for who, value in found["medians"].items() if who != "ours")
    ratios = ", ".join(
        f"{ratio['median']:.2f} ({ratio['least']:.2f}-{ratio['most']:.2f})" for ratio in found["ratios"].values())
    verdict = "yes" if not found["missed"] else "no"
    own = f"{number(found['medians']['ours'])} {row.unit}"
    return f"| {row.title} | {own} | {peers or '-'} | {ratios or '-'} | {reach_words(row)} | {verdict} |"


HEADER = "| measure | ours | peer | ours / peer (least-most) | reach | reached |\n| --- | --- | --- | --- | --- | --- |"


def machine():
    model = "unknown"
    with open("/proc/cpuinfo") as file:
        for text in file:
            if text.startswith("model name"):
                model = text.split(":", 1)[1].strip()
                break
    cores = sum(1 for text in open("/proc/cpuinfo") if text.startswith("processor"))
    memory = int(open("/proc/meminfo").readline().split()[1]) / 2**20
    return f"{cores} cores ({model}), {memory:.0f} GiB, {platform.system()} {platform.release().split('-')[0]}"


def commit(repository):
    def git(*words):
        return subprocess.run(["git", "-C", repository, *words], capture_output=True, text=True).stdout.strip()

    return git("rev-parse", "--short", "HEAD") + (" with changes" if git("status", "--porcelain", "Sources") else "")


def load(path):
    try:
        with open(path) as file:
            return json.load(file)
    except FileNotFoundError:
        return {}
