"""The measures, one row each: what is measured on both sides, in what unit, and what is to be reached."""

import os
import pty
import select
import signal
import time
from dataclasses import dataclass, field
from typing import Callable

import data
from processes import run
from servers import LimitedServer, Nginx, SandboxServer, SlowServer


@dataclass
class Row:
    """One measure. `take(bench)` answers {"ours": figure, PEER: figure, ...} of one round."""

    name: str
    title: str
    unit: str
    take: Callable
    #: Limits of the ratio ours / peer, by peer. For rates the limit is the least, for the rest the most.
    ratios: dict = field(default_factory=dict)
    #: Limit of our own figure.
    limit: float | None = None
    #: A rate: more is better.
    is_rate: bool = False
    rounds: int = 5


def lua(name):
    return os.path.join(os.path.dirname(__file__), "lua", name)


def peer(name):
    return os.path.join(os.path.dirname(__file__), "peers", name)


# Starting


def start(bench):
    def median_of(command):
        times = sorted(run(command, environment=bench.environment).seconds for _ in range(15))
        return times[len(times) // 2] * 1000

    return {
        "ours": median_of([bench.ampsh, "-e", "print(1)"]), "lua5.4": median_of(["lua5.4", "-e", "print(1)"]),
        "python3": median_of(["python3", "-c", "print(1)"]),
    }


def first_prompt(bench):
    """From the start of the program to its first prompt on a terminal."""
    started = time.perf_counter()
    process, master = pty.fork()
    if process == 0:
        os.execve(bench.ampsh, ["ampsh", "--sandbox"], bench.environment | {"TERM": "xterm"})
    seen = b""
    while b"ampsh sandbox>" not in seen:
        ready, _, _ = select.select([master], [], [], 10)
        if not ready:
            raise SystemExit("bench: no prompt came: " + repr(seen))
        seen += os.read(master, 65536)
    elapsed = time.perf_counter() - started
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    os.close(master)
    return {"ours": elapsed * 1000}


# Requests


def one_get(bench):
    """The whole process, to the field that a script asks for."""
    with Nginx(bench.data, bench.work) as server:
        url = f"{server.url}/experiments/26211"
        peer_command = f"curl -sf -H 'Authorization: Bearer x' {url} | jq -r .key"

        def median_of(take):
            times = sorted(take() for _ in range(15))
            return times[len(times) // 2]

        def ours():
            result = bench.run_ampsh(["--url", server.url, "-e", "print(experiments.get('26211').key)"])
            assert result.output == b"experiment-26211\n", result.output
            return result.seconds * 1000

        return {"ours": median_of(ours), "curl | jq": median_of(lambda: run(["sh", "-c", peer_command]).seconds * 1000)}


def gets(count, concurrency, peers=("curl", "aiohttp")):
    def take(bench):
        with Nginx(bench.data, bench.work) as server:
            url = f"{server.url}/experiments/26211"
            figures = {"ours": bench.calls(server, "get", count, concurrency)}
            if "curl" in peers:
                command = ["curl", "-sf", "-Z", "--parallel-max", str(concurrency), "-H", "Authorization: Bearer x",
                           f"{url}?n=[1-{count}]", "-o", "/dev/null"]
                figures["curl"] = run(command).seconds * 1000
            if "aiohttp" in peers:
                figures["aiohttp"] = bench.aiohttp("GET", url, count, concurrency)
            return figures

    return take


def posts(bench):
    with Nginx(bench.data, bench.work) as server:
        url = f"{server.url}/experiments/26211/activate"
        return {"ours": bench.calls(server, "activate", 10_000, 64),
                "aiohttp": bench.aiohttp("POST", url, 10_000, 64)}


def post_rate(bench):
    with Nginx(bench.data, bench.work) as server:
        seconds = bench.calls(server, "activate", 10_000, 64) / 1000
        wrk = bench.wrk(f"{server.url}/experiments/26211/activate", 64, script=peer("activate.lua"))
        return {"ours": 10_000 / seconds, "wrk": wrk}


def latency(bench):
    with SlowServer(bench.data) as server:
        return {"ours": bench.calls(server, "get", 1_000, 64), "ideal": 1000 / 64 * 20}


# At the service's limit


def at_limit(bench):
    """As many changes as the user set, at a service that takes more of them in any second, but not many more."""
    with LimitedServer(0.08, limit=100) as server:
        ours = bench.calls(server, "activate", 1_000, 64, ["--rps", "80"])
        assert server.refused() == 0, f"{server.refused()} were refused"
        return {"ours": ours, "at the rate": 1_000 / 80 * 1000}


def scattered(retry_after=None):
    """What 18 refusals in 1,250 requests add."""
    def take(bench):
        with LimitedServer(0.03) as server:
            clean = bench.calls(server, "activate", 1_250, 64)
        with LimitedServer(0.03, each=69, retry_after=retry_after) as server:
            ours = bench.calls(server, "activate", 1_250, 64)
            refused = server.refused()
        figures = {"ours": ours - clean}
        return figures | {"asked": refused * retry_after * 1000} if retry_after else figures

    return take


# Lists


def list_all(bench):
    with Nginx(bench.data, bench.work) as server:
        url = f"{server.url}/pages/experiments/list"
        ours = bench.run_ampsh(["--url", f"{server.url}/pages", "-e", "print(#experiments.all{})"])
        python = run([bench.python, peer("requests_list.py"), url])
        jq = run([peer("curl_jq_list"), url])
        for result in (ours, python, jq):
            assert int(result.output) == data.PAGES * data.PAGE_ROWS, result.output
        return {"ours": ours.seconds * 1000, "python": python.seconds * 1000, "curl+jq": jq.seconds * 1000}


def all_memory(bench):
    """What the whole list needs at its peak, of the text that it comes as."""
    with Nginx(bench.data, bench.work) as server:
        result = bench.run_ampsh(["--url", f"{server.url}/pages", "-e", "print(#experiments.all{})"])
        assert int(result.output) == data.PAGES * data.PAGE_ROWS, result.output
        return {"ours": result.peak_megabytes * 1.048576, "the text": data.megabytes_of_pages(bench.data)}


def list_each(bench):
    with Nginx(bench.data, bench.work) as server:
        ours = bench.run_ampsh(["--url", f"{server.url}/pages", lua("each.lua")])
        python = run([bench.python, peer("requests_list.py"), f"{server.url}/pages/experiments/list"])
        for result in (ours, python):
            assert int(result.output) == data.PAGES * data.PAGE_ROWS, result.output
        return {"ours": ours.seconds * 1000, "python": python.seconds * 1000}


def each_memory(bench):
    with Nginx(bench.data, bench.work) as server:
        whole = bench.run_ampsh(["--url", f"{server.url}/pages", lua("each.lua")])
        few = bench.run_ampsh(["--url", f"{server.url}/few", lua("each.lua")])
        assert int(whole.output) == 10 * int(few.output) == data.PAGES * data.PAGE_ROWS
        return {"ours": whole.peak_megabytes, "a tenth": few.peak_megabytes}


# In one process


def json_rate(script, floor=None):
    """`floor` names the measure of what no program of ours can be faster than."""
    def take(bench):
        text = f"{bench.data}/five_megabytes.json"
        ours = run([bench.ampsh, "--sandbox", lua(script), text], environment=bench.environment)
        figures = {"ours": float(ours.output)}
        if floor:
            figures["the floor"] = bench.measure(floor, text)
        figures["lua-cjson"] = float(run(["lua5.4", lua(script), text]).output)
        return figures

    return take


def call(function):
    """Microseconds of the script's thread for one call, where nothing is sent."""
    return lambda bench: {"ours": bench.measure(function, f"{bench.data}/experiment.json")}


def pure(program):
    def take(bench):
        ours = run([bench.ampsh, "--sandbox", lua("pure.lua"), program], environment=bench.environment)
        stock = run(["lua5.4", lua("pure.lua"), program])
        return {"ours": float(ours.output) * 1000, "lua5.4": float(stock.output) * 1000}

    return take


def host_call(bench):
    loop = ("local f = assert local s = os.clock() for i = 1, 20000000 do f(i) end "
            "print((os.clock() - s) / 20000000 * 1e9)")
    return {"ours": bench.measure("host-call"), "C function": float(run(["lua5.4", "-e", loop]).output)}


def printing(bench):
    path, _ = bench.sandbox(1_000)
    result = run([bench.ampsh, "--sandbox-path", path, lua("print.lua")], environment=bench.environment)
    return {"ours": float(result.output.splitlines()[-1])}


def in_process(name):
    return lambda bench: {"ours": bench.measure(name)}


# The sandbox


def sandbox_rate(path, script=None):
    def take(bench):
        with bench.sandbox_server() as server:
            return {"ours": bench.wrk(f"{server.url}{path}", 16, script=script)}

    return take


def sandbox_size(operation):
    def take(bench):
        return {"ours": bench.sandbox_call(operation, 1_000_000), "at 1,000": bench.sandbox_call(operation, 1_000)}

    return take


def binary_size(bench):
    return {"ours": os.path.getsize(bench.stripped_binary()) / 1e6}


ROWS = [
    Row("start", "start: `-e 'print(1)'`", "ms", start, {"lua5.4": 5, "python3": 0.2}),
    Row("prompt", "start to the first prompt, sandbox", "ms", first_prompt, limit=30, rounds=15),
    Row("get-1", "one GET of 2.5 kB, the whole process", "ms", one_get, {"curl | jq": 1.3}),
    Row("get-1k-16", "1,000 GETs of 2.5 kB, 16 in flight", "ms", gets(1_000, 16), {"curl": 1.4, "aiohttp": 0.15}),
    Row("get-1k-64", "1,000 GETs of 2.5 kB, 64 in flight", "ms", gets(1_000, 64), {"curl": 1.4, "aiohttp": 0.15}),
    Row("get-10k-16", "10,000 GETs of 2.5 kB, 16 in flight", "ms", gets(10_000, 16), {"curl": 1.0, "aiohttp": 0.25}),
    Row("get-10k-64", "10,000 GETs of 2.5 kB, 64 in flight", "ms", gets(10_000, 64), {"curl": 1.0, "aiohttp": 0.25}),
    Row("post-10k", "10,000 POSTs (activate), 64 in flight", "ms", posts, {"aiohttp": 0.2}),
    Row("post-rate", "the same as a rate", "per s", post_rate, {"wrk": 0.35}, is_rate=True),
    Row("latency", "1,000 GETs, 20 ms latency, 64 in flight", "ms", latency, {"ideal": 1.12}),
    Row("at-limit", "1,000 changes at 80 a second, a service that takes 100 and 80 ms", "ms", at_limit,
        {"at the rate": 1.01}, rounds=1),
    Row("scattered", "18 answers of 429 among 1,250: what they add", "ms", scattered(), limit=1000, rounds=3),
    Row("scattered-asked", "the same, each asking for a second", "ms", scattered(1), {"asked": 1.2}, rounds=1),
    Row("call-get", "the script's thread for one of the GETs, nothing sent", "µs", call("get")),
    Row("call-post", "the same for one of the POSTs", "µs", call("activate")),
    Row("list-all", "100,000 experiments (500 MB) with `all`", "ms", list_all, {"python": 0.25, "curl+jq": 0.25},
        rounds=3),
    Row("all-memory", "the same: peak memory", "MB", all_memory, {"the text": 2.6}, rounds=1),
    Row("list-each", "the same with `each`", "ms", list_each, {"python": 0.12}, rounds=3),
    Row("each-memory", "the same with `each`: peak memory", "MB", each_memory, {"a tenth": 1.1}, limit=64, rounds=3),
    Row("json-read", "JSON to Lua tables, 5 MB", "MB/s", json_rate("decode.lua", floor="json-floor"),
        {"the floor": 0.75, "lua-cjson": 3}, is_rate=True),
    Row("json-write", "Lua tables to JSON, 5 MB", "MB/s", json_rate("encode.lua"), {"lua-cjson": 1.2}, is_rate=True),
    Row("host-call", "one host call from Lua", "ns", host_call, {"C function": 1.5}),
    Row("fib", "pure Lua: fib", "ms", pure("fib"), {"lua5.4": 1.03}),
    Row("strings", "pure Lua: string building", "ms", pure("strings"), {"lua5.4": 1.03}),
    Row("sort", "pure Lua: table sort", "ms", pure("sort"), {"lua5.4": 1.03}),
    Row("nbody", "pure Lua: n-body", "ms", pure("nbody"), {"lua5.4": 1.03}),
    Row("print", "printing a table of 1,000 experiments", "ms", printing, limit=15),
    Row("complete", "completion over 10,000 experiments, the slowest", "ms", in_process("complete"), limit=10),
    Row("sandbox-get", "sandbox serve: GET by id, 16 connections", "per s", sandbox_rate("/experiments/26211"),
        limit=15_000, is_rate=True),
    Row("sandbox-post", "sandbox serve: POST activate, on the disk before the answer", "per s",
        sandbox_rate("/experiments/26211/activate", peer("activate.lua")), limit=3_000, is_rate=True),
    Row("sandbox-list", "1,000,000 experiments in the sandbox: a page of 100", "ms", sandbox_size("list"),
        {"at 1,000": 2}),
    Row("sandbox-get-1m", "the same: get", "ms", sandbox_size("get"), {"at 1,000": 2}),
    Row("sandbox-create", "the same: create", "ms", sandbox_size("create"), {"at 1,000": 2}),
    Row("size", "stripped release binary", "MB", binary_size, limit=60, rounds=1),
]
