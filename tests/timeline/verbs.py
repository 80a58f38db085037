"""Verbs that only these tests know."""

from jalon.timeline.catalogue import Particulars, declare


class Shown(Particulars):
    times: int


SHOWN = declare("test.shown", Shown, en="showed it", fr="l’a montré")
SAID = declare("test.said", en="said something", fr="a dit quelque chose")
