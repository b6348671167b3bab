"""requests_list.py URL: all pages of a list as one array, as a one-off script does it."""

import sys

import requests

session = requests.Session()
session.headers["Authorization"] = "Bearer x"
experiments, cursor = [], None
while True:
    page = session.get(sys.argv[1], params={"limit": 1000, "cursor": cursor} if cursor else {"limit": 1000})
    page.raise_for_status()
    page = page.json()
    experiments += page["experiments"]
    cursor = page.get("nextCursor")
    if not cursor:
        break
print(len(experiments))
