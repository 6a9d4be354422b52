"""The numbers of coming in, each with its reason. They are ours to choose; no source prescribes them."""

from datetime import timedelta

SECONDS_AFTER = {5: 30, 6: 60, 7: 120, 8: 300, 9: 600}
"""After that many wrong answers in a row, nothing is compared for so many seconds. Four slips are free: people have a
few passwords and try them all. After nine, whoever goes on is a machine."""

LONGEST_WAIT = timedelta(minutes=15)
"""After ten and more. It leaves at most 100 guesses a day for one name, which even the 20,000 commonest passwords
outlast by months, and a person who gave up comes back after a cup of tea."""

FORGOTTEN_AFTER = timedelta(days=1)
"""What was tried is kept no longer, neither for a name nor for an address."""

NAMES_OF_ADDRESS = 300
"""Different user names that may fail from one address within ADDRESS_WINDOW. Behind one address stands a whole school:
120 teachers at eight o'clock, all of them mistyping, are far below; somebody who tries one password on each of a
district's 35,000 names is stopped early. A browser that knows its account is not counted at all."""

ADDRESS_WINDOW = timedelta(hours=1)

KNOWN_BROWSER_DAYS = 400
"""How long a browser that has come in once is known: the longest a browser keeps a cookie."""

ACCOUNTS_OF_BROWSER = 12
"""So many accounts a browser is known for: the computer in a staff room is shared by a dozen."""

KEPT_ON_DEVICE = timedelta(days=30)
"""A session that was asked to last, counted from its last use."""

SECOND_STEP_WITHIN = timedelta(minutes=10)
"""Between the password and the second step; time enough to look for the phone."""

PROOF_LASTS = timedelta(minutes=10)
"""How long a password or second step just given opens the pages that change how one comes in."""

SEEN_EVERY = timedelta(minutes=5)
"""How often the last use of a session is written down at most."""

LOGINS_KEPT = timedelta(days=90)
"""How long a login that has ended stands in the owner's list."""

RECOVERY_CODES = 10

PASSWORD_LENGTH = (10, 200)
"""Length is what makes guessing hard; rules on kinds of characters only make people write passwords down."""


def wait_after(wrong: int) -> timedelta:
    """How long nothing is compared after so many wrong answers in a row."""
    if wrong < min(SECONDS_AFTER):
        return timedelta()
    return timedelta(seconds=SECONDS_AFTER[wrong]) if wrong in SECONDS_AFTER else LONGEST_WAIT
