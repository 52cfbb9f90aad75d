"""Signs the first administrator in, gives a station a photo, and prints the photo's file.

Usage: s3_client.py BASE LOG (the log holds the link by which the first administrator sets a password)
"""

import json
import re
import struct
import sys
import urllib.error
import urllib.request
import zlib

base, log = sys.argv[1:]
secret = re.search(r"/staff#setup=([A-Za-z0-9_-]+)", open(log).read()).group(1)


def ask(method, path, body=None, headers=None):
    request = urllib.request.Request(base + path, body, headers or {}, method=method)
    try:
        answer = urllib.request.urlopen(request)
    except urllib.error.HTTPError as error:
        sys.exit(f"{path}: {error.code} {error.read().decode()}")
    return answer, json.load(answer)


def tell(path, body):
    return ask("POST", path, json.dumps(body).encode(), {"content-type": "application/json"})


def png(width, height):
    """A picture of one colour."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\xdc\x50\x14" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


password = "correct horse battery staple"
tell("/admin/v1/setup", {"token": secret, "name": "tester", "password": password})
answer, session = tell("/admin/v1/session", {"name": "tester", "password": password})
cookies = "; ".join(cookie.split(";")[0] for cookie in answer.headers.get_all("set-cookie"))
signed_in = {"cookie": cookies, "x-csrf-token": session["csrf"]}
code = ask("GET", "/api/v1/stations?limit=1")[1]["stations"][0]["code"]
path = f"/admin/v1/stations/{code}"
version = ask("GET", path, headers=signed_in)[0].headers["etag"]
ask(
    "POST",
    f"{path}/photos",
    png(1200, 900),
    {**signed_in, "content-type": "image/png", "if-match": version},
)
photos = ask("GET", path, headers=signed_in)[1]["photos"]
print(photos[0]["key"] + ".webp")
