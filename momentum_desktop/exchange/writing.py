"""Files for outside: written beside their place and moved there whole, so that none is ever half."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile

from momentum_desktop.errors import CannotWrite, RefusedInput

_FULL_OR_READ_ONLY = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.EFBIG}


def write_whole(path: str, texts: Iterable[str]) -> None:
    """Write the texts in UTF-8 to `path`, replacing what was there only once everything is on the disk."""
    target = Path(path).resolve()
    if target.is_dir():
        raise RefusedInput("this is a folder; name a file in it", where=path)
    if not target.parent.is_dir():
        raise RefusedInput("its folder does not exist; create it first", where=path)
    try:
        if target.exists() and not target.is_file():
            with target.open("w", encoding="utf-8", newline="\n") as stream:
                stream.writelines(texts)
        else:
            _replace(target, texts)
    except OSError as fault:
        if fault.errno not in _FULL_OR_READ_ONLY:
            raise RefusedInput(f"it cannot be written ({fault.strerror})", where=path) from None
        raise CannotWrite(f"{path}: it cannot be written ({fault.strerror}); what was there is as it was") from None


def _replace(target: Path, texts: Iterable[str]) -> None:
    with NamedTemporaryFile(
        "w", encoding="utf-8", newline="\n", dir=target.parent, prefix=f".{target.name}.", delete=False
    ) as stream:
        try:
            stream.writelines(texts)
            stream.flush()
            os.fsync(stream.fileno())
            os.replace(stream.name, target)
        except BaseException:
            os.unlink(stream.name)
            raise
