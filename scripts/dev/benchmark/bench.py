"""What the rows use: where the programs are, and how ours is run."""

import os
import re
import shutil
import sys

import data
from processes import run
from servers import SandboxServer


class Bench:
    """Programs, folders and an environment of its own, so that nothing of the caller's takes part."""

    def __init__(self, repository, work, python):
        self.repository, self.work, self.python = repository, work, python
        self.data = os.path.join(work, "data")
        self.ampsh = os.path.join(repository, ".build/release/ampsh")
        self.host_measures = os.path.join(repository, ".build/release/HostMeasures")
        home = os.path.join(work, "home")
        shutil.rmtree(home, ignore_errors=True)
        os.makedirs(home)
        self.environment = {"HOME": home, "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        data.make(self.data)
        # The sandbox file is there before anything is measured.
        run([self.ampsh, "--sandbox", "-e", "#experiments.list{}"], environment=self.environment)
        self._sandboxes = {}
        self._measures = None

    def run_ampsh(self, arguments):
        # Against loopback no rate is kept, as for every peer.
        return run([self.ampsh, *arguments], environment=self.environment | {"AMPSH_API_KEY": "bench-key"})

    def calls(self, server, function, count, concurrency, options=()):
        """Milliseconds of a whole run of ours that makes `count` calls."""
        script = os.path.join(os.path.dirname(__file__), "lua", "calls.lua")
        result = self.run_ampsh(["--url", server.url, *options, script, function, str(count), str(concurrency)])
        assert int(result.output) == count, result.output
        return result.seconds * 1000

    def aiohttp(self, method, url, count, concurrency):
        script = os.path.join(os.path.dirname(__file__), "peers", "aiohttp_requests.py")
        return run([self.python, script, method, url, str(count), str(concurrency)]).seconds * 1000

    def wrk(self, url, connections, script=None, seconds=4):
        """Requests in a second."""
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-H", "Authorization: Bearer x"]
        output = run([*command, *(["-s", script] if script else []), url]).output.decode()
        if "Non-2xx" in output or "Socket errors" in output:
            sys.exit(f"bench: wrk saw errors:\n{output}")
        return float(re.search(r"Requests/sec:\s+([0-9.]+)", output)[1])

    def measure(self, name, *arguments):
        """A figure of `HostMeasures`, which takes one a run."""
        output = run([self.host_measures, name, *arguments], environment=self.environment).output
        return float(output)

    def sandbox(self, count):
        """A sandbox file with that many experiments."""
        if count not in self._sandboxes:
            path = os.path.join(self.work, f"sandbox-{count}.sqlite")
            for file in (path, path + "-wal", path + "-shm"):
                if os.path.exists(file):
                    os.remove(file)
            run([self.ampsh, "--sandbox-path", path, "-e", "#experiments.list{}"], environment=self.environment)
            newest = data.fill_sandbox(path, count)
            self._sandboxes[count] = (path, newest)
        return self._sandboxes[count]

    def sandbox_server(self):
        path, _ = self.sandbox(1_000)
        return SandboxServer(self.ampsh, self.environment, path)

    def sandbox_call(self, operation, count):
        """Milliseconds of one call in this process, the mean of many spread over the file."""
        path, newest = self.sandbox(count)
        script = os.path.join(os.path.dirname(__file__), "lua", "sandbox_calls.lua")
        result = run(
            [self.ampsh, "--sandbox-path", path, script, operation, str(newest + 1), str(count - 100)],
            environment=self.environment)
        return float(result.output)

    def stripped_binary(self):
        path = os.path.join(self.work, "ampsh-stripped")
        run(["strip", "-o", path, self.ampsh])
        return path
