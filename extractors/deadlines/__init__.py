"""The time grammar: deadlines 完成时限, dates of steps and the force of a text 有效期, read from Chinese characters.

``find_times`` reads running text, ``read_slot`` a whole deadline cell or the time slot of a note, ``find_validity`` the
statements of force. ``tokens`` holds the words, ``moments``, ``grammar``, ``recurrences`` and ``events`` the productions,
``values`` what they come to in dates, ``no_limits`` what only looks like a limit.
"""

from extractors.deadlines.find import find_times
from extractors.deadlines.model import SlotReading, TimeContext, TimeHit, Validity
from extractors.deadlines.problems import time_problem
from extractors.deadlines.slots import read_slot
from extractors.deadlines.validity import find_validity

__all__ = ["SlotReading", "TimeContext", "TimeHit", "Validity", "find_times", "find_validity", "read_slot", "time_problem"]
