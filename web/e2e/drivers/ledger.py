"""Edits a ledger as somebody with a spreadsheet does: ledger.py FROM TO, and on the standard input
JSON of the rows to change, {"CODE": {"header": value}}, where a new code is a new row."""

import json
import sys

import openpyxl

source, target = sys.argv[1:]
book = openpyxl.load_workbook(source)
sheet = book.worksheets[0]
columns = {cell.value: cell.column for cell in sheet[1]}
rows = {sheet.cell(row, columns["编码"]).value: row for row in range(2, sheet.max_row + 1)}
for code, cells in json.load(sys.stdin).items():
    row = rows.get(code, sheet.max_row + 1)
    sheet.cell(row, columns["编码"], code)
    for header, value in cells.items():
        sheet.cell(row, columns[header], value)
book.save(target)
