"""What the servers serve: made once, kept in the work folder."""

import json
import os
import sqlite3

PAGES = 100
PAGE_ROWS = 1000


COUNTRIES = ["Germany", "France", "Austria", "Spain", "Italy", "Poland", "Sweden", "Norway", "Finland", "Japan"]


def condition(number):
    return {"type": "property", "prop": ["country", "gp:plan", "version", "language"][number % 4], "op": "is",
            "values": [COUNTRIES[(number + step) % 10] for step in range(1 + number % 4)]}


def segment(number):
    return {"name": f"segment {number}", "conditions": [condition(number + step) for step in range(1 + number % 3)],
            "percentage": number * 7 % 101, "bucketingKey": "amplitude_id",
            "rolloutWeights": {"control": 1 + number % 5, "treatment": 1}}


def experiment(number, size):
    """An experiment whose JSON text has about `size` bytes: as many segments as fit, then words."""
    value = {
        "id": str(number), "projectId": "417260", "deployments": ["5001", "5002"], "key": f"experiment-{number}",
        "name": f"Experiment {number}", "description": "", "enabled": number % 3 != 0, "bucketingKey": "amplitude_id",
        "variants": [{"key": "control", "payload": "{}"}, {"key": "treatment", "payload": "{\"label\":\"Buy\"}"}],
        "rolloutWeights": {"control": 1, "treatment": 3}, "targetSegments": [], "stickyBucketing": False,
        "state": "running", "startDate": "2026-01-05", "endDate": None,
    }

    def missing():
        return size - len(json.dumps(value, separators=(",", ":")))

    while missing() > 600:
        value["targetSegments"].append(segment(number + len(value["targetSegments"])))
    words = "people see the new page when they come from the start page; "
    value["description"] = (words * 20)[:max(0, missing())]
    return value


def make(folder):
    """Writes the files below `folder` unless they are there."""
    done = os.path.join(folder, "complete")
    if os.path.exists(done):
        return
    os.makedirs(os.path.join(folder, "pages"), exist_ok=True)
    os.makedirs(os.path.join(folder, "few"), exist_ok=True)
    compact = {"separators": (",", ":")}
    with open(os.path.join(folder, "experiment.json"), "w") as file:
        json.dump(experiment(26211, 2500), file, **compact)
    for page in range(PAGES):
        rows = [experiment(900_000 - page * PAGE_ROWS - row, 5000) for row in range(PAGE_ROWS)]
        for name, pages in (("pages", PAGES), ("few", PAGES // 10)):
            if page >= pages:
                continue
            cursor = f"page{page + 1}" if page + 1 < pages else None
            text = json.dumps({"experiments": rows, "nextCursor": cursor}, **compact)
            with open(os.path.join(folder, name, f"page{page}.json" if page else "first.json"), "w") as file:
                file.write(text)
    with open(os.path.join(folder, "five_megabytes.json"), "w") as file:
        json.dump({"experiments": [experiment(26_000 + row, 5000) for row in range(PAGE_ROWS)]}, file, **compact)
    open(done, "w").close()


def megabytes_of_pages(folder):
    """The text of the whole list."""
    pages = os.path.join(folder, "pages")
    return sum(entry.stat().st_size for entry in os.scandir(pages)) / 1e6


def fill_sandbox(path, count):
    """Fills a new sandbox up to `count` experiments with copies of its newest one."""
    database = sqlite3.connect(path)
    have, newest = database.execute(
        "SELECT count(*), max(id) FROM object WHERE resource = 'experiments'").fetchone()
    project, author, created, record, later = database.execute(
        "SELECT project, author, created_at, record, later FROM object WHERE resource = 'experiments' AND id = ?",
        (newest,)).fetchone()
    value = json.loads(record)

    def rows():
        for number in range(1, count - have + 1):
            value["id"], value["key"] = str(newest + number), f"copy-{number}"
            yield (newest + number, project, value["key"], author, created, created,
                   json.dumps(value, separators=(",", ":")), later)

    with database:
        database.executemany(
            "INSERT INTO object (resource, id, project, key, deleted, version, author, created_at, modified_at, record, "
            "later, unshown) VALUES ('experiments', ?, ?, ?, 0, 1, ?, ?, ?, ?, ?, '')", rows())
        database.execute(
            "INSERT INTO moment (at, object, number) SELECT modified_at, id, 1 FROM object WHERE id > ?", (newest,))
    database.close()
    return newest
