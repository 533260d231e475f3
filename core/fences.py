"""A fence around this process, where Linux offers one: Landlock, which asks no rights of anybody.

Inside, only one folder may be written to, no program is started, no TCP connection made and no
other process signalled or changed; what the account may read can still be read. It stays until the
process ends. Without Landlock nothing happens.
"""

import ctypes
import os
import sys

CREATE, ADD, RESTRICT = 444, 445, 446  # the numbers of the system calls, on every processor
ASK_VERSION, BENEATH, NO_NEW_RIGHTS = 1, 1, 38
EXECUTE, TO_DEVICES = 1 << 0, 1 << 15
# Writing, removing and making of every kind; linking and truncating since versions 2 and 3.
WRITES = 1 << 1 | sum(1 << bit for bit in range(4, 13))
LINK, TRUNCATE = 1 << 13, 1 << 14
TCP = 0b11  # bind, connect: version 4
OUTSIDE = 0b11  # abstract sockets, signals: version 6


class Rules(ctypes.Structure):
    """What is forbidden unless a rule allows it."""

    _fields_ = (("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class Beneath(ctypes.Structure):
    """A rule: what is allowed below a folder."""

    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


def close_in(folder: str | None) -> bool:
    """Put the fence up around this process, with ``folder`` inside; say whether it stands."""
    if sys.platform != "linux":
        return False
    call = ctypes.CDLL(None).syscall
    version = call(CREATE, None, 0, ASK_VERSION)
    if version < 1:  # an older kernel, or a container that does not let us
        return False
    writes = WRITES | (LINK if version >= 2 else 0) | (TRUNCATE if version >= 3 else 0)
    files = writes | EXECUTE | (TO_DEVICES if version >= 5 else 0)
    rules = Rules(files, TCP if version >= 4 else 0, OUTSIDE if version >= 6 else 0)
    fence = call(CREATE, ctypes.byref(rules), ctypes.c_size_t(ctypes.sizeof(Rules)), 0)
    if fence < 0:
        return False
    if folder is not None:
        handle = os.open(folder, os.O_PATH | os.O_CLOEXEC)
        call(ADD, fence, BENEATH, ctypes.byref(Beneath(writes, handle)), 0)
        os.close(handle)
    ctypes.CDLL(None).prctl(NO_NEW_RIGHTS, 1, 0, 0, 0)
    return bool(call(RESTRICT, fence, 0) == 0)
