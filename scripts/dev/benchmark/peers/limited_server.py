"""limited_server.py PORT DELAY LIMIT EACH [RETRY_AFTER]: answers OK after DELAY seconds.

What arrives when LIMIT requests came in the second before, and each EACH-th request (0 for none), gets a 429, with RETRY_AFTER
where it is given. GET /refused says how many.
"""

import asyncio
import collections
import sys
import time

import uvloop

delay, limit, each = float(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
wait = f"Retry-After: {sys.argv[5]}\r\n" if len(sys.argv) > 5 else ""


def answer(status, text, more=""):
    return (f"HTTP/1.1 {status}\r\nContent-Type: text/plain\r\n{more}Content-Length: {len(text)}\r\n\r\n{text}").encode()


good, refusal = answer("200 OK", "OK"), answer("429 Too Many Requests", "slow down", wait)
taken = collections.deque()
count = refused = 0


def judge():
    global count, refused
    now = time.monotonic()
    while taken and taken[0] <= now - 1:
        taken.popleft()
    count += 1
    if len(taken) >= limit or (each and count % each == 0):
        refused += 1
        return refusal
    taken.append(now)
    return good


class Connection(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        self.seen = b""

    def data_received(self, data):
        self.seen += data
        while (end := self.seen.find(b"\r\n\r\n")) >= 0:
            head, self.seen = self.seen[:end], self.seen[end + 4:]
            if head.startswith(b"GET /refused"):
                self.transport.write(answer("200 OK", str(refused)))
            else:
                loop.call_later(delay, self.transport.write, judge())


loop = uvloop.new_event_loop()
loop.run_until_complete(loop.create_server(Connection, "127.0.0.1", int(sys.argv[1]), backlog=1024))
loop.run_forever()
