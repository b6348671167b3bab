"""aiohttp_requests.py METHOD URL COUNT CONCURRENCY: the requests of a bulk script, each answer read (and parsed)."""

import asyncio
import json
import sys

import aiohttp

method, url, count, concurrency = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])


async def work(session, numbers):
    for _ in numbers:
        async with session.request(method, url, headers={"Authorization": "Bearer x"}) as response:
            text = await response.read()
            assert response.status == 200
            if method == "GET":
                json.loads(text)


async def main():
    numbers = iter(range(count))
    connector = aiohttp.TCPConnector(limit=concurrency)
    async with aiohttp.ClientSession(connector=connector) as session:
        await asyncio.gather(*(work(session, numbers) for _ in range(concurrency)))


asyncio.run(main())
print(count)
