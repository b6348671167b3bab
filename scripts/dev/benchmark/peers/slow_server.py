"""slow_server.py PORT FILE: answers each GET with the file, 20 ms after it came."""

import asyncio
import sys

import uvloop

DELAY = 0.020
body = open(sys.argv[2], "rb").read()
answer = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)


class Connection(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        self.seen = b""

    def data_received(self, data):
        self.seen += data
        while (end := self.seen.find(b"\r\n\r\n")) >= 0:
            self.seen = self.seen[end + 4:]
            loop.call_later(DELAY, self.transport.write, answer)


loop = uvloop.new_event_loop()
loop.run_until_complete(loop.create_server(Connection, "127.0.0.1", int(sys.argv[1]), backlog=1024))
loop.run_forever()
