"""The servers on loopback that the measures talk to. Each is a context manager with a `url`."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    sys.exit(f"bench: nothing listens on port {port}")


class Nginx:
    """The fast server: one worker, files and fixed answers.

    `/experiments/26211` is a file of 2.5 kB, `.../activate` answers OK, `/experiments/list` answers the page that its
    cursor names, out of `pages` (the whole list) or `few` (its first tenth) by the path's prefix.
    """

    def __init__(self, data, work):
        self.data, self.work = data, work

    def __enter__(self):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        folder = os.path.join(self.work, "nginx")
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        path = os.path.join(folder, "nginx.conf")
        lists = "".join(
            f"""
        location = /{name}/experiments/list {{
            default_type application/json;
            root {self.data}/{name};
            try_files /$arg_cursor.json /first.json =404;
        }}""" for name in ("pages", "few"))
        with open(path, "w") as file:
            file.write(f"""
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
    access_log off; keepalive_requests 1000000; tcp_nopush on; sendfile on;
    open_file_cache max=1000; open_file_cache_valid 600s;
    client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
    uwsgi_temp_path {folder}; scgi_temp_path {folder};
    server {{
        listen 127.0.0.1:{self.port} backlog=1024;
        location = /experiments/26211 {{ default_type application/json; alias {self.data}/experiment.json; }}
        location ~ /activate$ {{ default_type text/plain; return 200 "OK"; }}{lists}
    }}
}}
""")
        # Debian's nginx wants its log before it has read where the log is.
        self.process = subprocess.Popen(
            ["nginx", "-p", folder, "-e", f"{folder}/error.log", "-c", path], stderr=subprocess.DEVNULL)
        wait_for(self.port)
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait()


class SandboxServer:
    """`ampsh sandbox serve` on a file."""

    def __init__(self, ampsh, environment, path):
        self.command = [ampsh, "--sandbox-path", path, "sandbox", "serve", "--port", "0"]
        self.environment = environment

    def __enter__(self):
        self.process = subprocess.Popen(self.command, env=self.environment, stdout=subprocess.PIPE)
        self.url = self.process.stdout.readline().decode().strip()
        if not self.url:
            sys.exit("bench: the sandbox does not serve")
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


class SlowServer:
    """Answers each GET 20 ms after it came, however many wait: the ideal is known."""

    def __init__(self, data):
        self.data = data

    def __enter__(self):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        script = os.path.join(os.path.dirname(__file__), "peers", "slow_server.py")
        self.process = subprocess.Popen([sys.executable, script, str(self.port), f"{self.data}/experiment.json"])
        wait_for(self.port)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


class LimitedServer:
    """Answers OK, or 429 where there are too many in a second, and to each so many-th request."""

    def __init__(self, delay, limit=1_000_000, each=0, retry_after=None):
        self.arguments = [str(value) for value in (delay, limit, each, retry_after) if value is not None]

    def __enter__(self):
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        script = os.path.join(os.path.dirname(__file__), "peers", "limited_server.py")
        self.process = subprocess.Popen([sys.executable, script, str(port), *self.arguments])
        wait_for(port)
        return self

    def refused(self):
        with urllib.request.urlopen(f"{self.url}/refused") as answer:
            return int(answer.read())

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
