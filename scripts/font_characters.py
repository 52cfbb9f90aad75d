"""Prints the characters that the fonts of pictures hold: GB 2312 (6,763 Han characters and the
signs beside them), Latin with its accents, and whatever stands in the data that ship."""

import pathlib

characters = {chr(code) for code in [*range(0x20, 0x7F), *range(0xA0, 0x250)]}
for row in range(0xA1, 0xF8):
    for cell in range(0xA1, 0xFF):
        try:
            characters.add(bytes([row, cell]).decode("gb2312"))
        except UnicodeDecodeError:
            pass
characters |= set("–—‘’“”…‰′″€℃℉№™→←↑↓〇㎡㎞①②③④⑤⑥⑦⑧⑨⑩")
for file in sorted(pathlib.Path("data").rglob("*")):
    if file.suffix in {".csv", ".json", ".geojson"}:
        characters |= {c for c in file.read_text(encoding="utf-8") if c.isprintable()}
print("".join(sorted(characters)))
