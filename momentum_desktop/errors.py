"""The errors that people meet: each says what happened, what is safe and what to do, and carries its exit code."""

from __future__ import annotations


class MomentumError(Exception):
    """An expected failure. `str(error)` is one line for a person; `exit_code` is what the command line ends with."""

    exit_code = 2


class RefusedInput(MomentumError):
    """Input that breaks a rule; nothing was stored. `where` names the place (a field, a line), `what` the fault."""

    def __init__(self, what: str, *, where: str | None = None) -> None:
        self.what = what
        self.where = where
        super().__init__(f"{where}: {what}" if where else what)


class UnknownThing(RefusedInput):
    """A user, task or act that does not exist."""


class KeyConflict(RefusedInput):
    """An idempotency key that came before with a different event."""


class RulesFault(RefusedInput):
    """A rules document with at least one fault; `faults` holds (place, fault with its mend) for each."""

    def __init__(self, faults: tuple[tuple[str, str], ...]) -> None:
        self.faults = faults
        place, what = faults[0]
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        super().__init__(what + more, where=place)


class DamagedData(MomentumError):
    """The database is not whole, or not ours; it was left untouched."""

    exit_code = 3


class NewerData(DamagedData):
    """The database was written by a newer version; it was left untouched."""


class CannotWrite(MomentumError):
    """The disk is full or read-only; what was acknowledged is safe, this act was not stored."""

    exit_code = 4


class Busy(MomentumError):
    """Another process held the database longer than we wait; nothing was stored, trying again is safe."""

    exit_code = 4


class Closed(MomentumError):
    """The service is closing and takes no more work."""
