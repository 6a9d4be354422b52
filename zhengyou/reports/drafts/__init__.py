"""The draft of a campaign's report, written from its figures at any time: compose() in draft.py.

What is written here is a Chinese official document in our own wording, not screen text: it is not translated.
"""
