"""The errors that people meet: each says what happened, what is safe and what to do, and carries the exit code of the
command line and the status and code of the API."""

from __future__ import annotations


def sentence(text: str) -> str:
    """Words such as an error's as a sentence of their own."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


class MomentumError(Exception):
    """An expected failure. `str(error)` is one line for a person; `exit_code` is what the command line ends with,
    `http_status` and `code` are what the API answers."""

    exit_code = 2
    http_status = 422
    code = "refused"
    retry_after: int | None = None
    """After how many seconds trying again may help."""


class RefusedInput(MomentumError):
    """Input that breaks a rule; nothing was stored. `where` names the place (a field, a line), `what` the fault with
    the `advice` to somebody at the command line, `fault` the fault alone."""

    def __init__(self, what: str, *, where: str | None = None, advice: str | None = None) -> None:
        self.fault = what
        self.advice = advice
        self.what = f"{what}; {advice}" if advice else what
        self.where = where
        super().__init__(f"{where}: {self.what}" if where else self.what)


class UnknownThing(RefusedInput):
    """A user, task or act that does not exist."""

    http_status = 404
    code = "unknown"


class NotAsThingsStand(RefusedInput):
    """Sound input that does not fit what is stored: a task already done, nothing left to undo."""

    http_status = 409
    code = "conflict"


class KeyConflict(RefusedInput):
    """An idempotency key that came before with something else."""

    code = "key_reused"


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
    http_status = 503
    code = "data_damaged"


class NewerData(DamagedData):
    """The database was written by a newer version; it was left untouched."""


class CannotWrite(MomentumError):
    """The disk is full or read-only; what was acknowledged is safe, this act was not stored."""

    exit_code = 4
    http_status = 503
    code = "cannot_write"


class DiskFull(CannotWrite):
    """There is no room left; what was acknowledged is safe, this act was not stored."""

    http_status = 507
    code = "disk_full"


class Busy(MomentumError):
    """Another process held the database longer than we wait; nothing was stored, trying again is safe."""

    exit_code = 4
    http_status = 503
    code = "busy"
    retry_after = 1


class Closed(MomentumError):
    """The service is closing and takes no more work."""

    http_status = 503
    code = "closing"
    retry_after = 5


class NoSuchToken(MomentumError):
    """A token that is not, or no longer, good for anything."""

    http_status = 401
    code = "unknown_token"


class OverTheLimit(MomentumError):
    """More than a token may earn in a day; nothing was stored. `retry_after` says when the day ends."""

    http_status = 429
    code = "daily_limit"

    def __init__(self, what: str, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__(what)
