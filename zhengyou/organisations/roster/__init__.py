"""Organisations and people in a spreadsheet, in and out (issue 4 section 3).

In:  files (bytes -> sheets of cells) -> layouts, tables (which column is what) -> rows (what each row says) ->
     standing (what is stored) -> placing, peopling (what would change: a difference) -> writing.
     Every step tells by cell what is wrong.
Out: template (empty or filled: the export), report (the user's own rows with what is wrong beside them).
"""
