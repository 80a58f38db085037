"""The refusal of a command whose words cannot be used."""


class CommandError(Exception):
    """What is wrong and what to do, in one sentence each."""
