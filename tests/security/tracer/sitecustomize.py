"""Loaded by a child process before anything else: a socket that could leave this machine ends the process at once.

Twice over: Python says when one is about to be made (audit events), and on Linux the kernel kills whoever asks for one,
so that libraries in C or Rust are held to it as well (seccomp). Sockets of the family AF_UNIX can't leave the machine;
multiprocessing may use them between its own processes, and the C library to ask who the user is.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys

AF_UNIX = 1
CODE = 99
_ARCHES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_LOAD, _EQUALS, _RETURN = 0x20, 0x15, 0x06
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _FILTER = 38, 22, 2


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_void_p)]


def watch(event: str, arguments: tuple[object, ...]) -> None:
    if not event.startswith("socket.") or (event == "socket.__new__" and arguments[1] == AF_UNIX):
        return
    if event in ("socket.bind", "socket.connect") and getattr(arguments[0], "family", None) == AF_UNIX:
        return
    os.write(2, f"NETWORK {event} {arguments!r}\n".encode())
    os._exit(CODE)


def forbid() -> None:
    """Have the kernel kill this process, and those it starts, at a socket of any other family."""
    if sys.platform != "linux" or platform.machine() not in _ARCHES:
        return
    arch, call = _ARCHES[platform.machine()]
    steps = [
        (_LOAD, 0, 0, 4), (_EQUALS, 0, 4, arch), (_LOAD, 0, 0, 0), (_EQUALS, 0, 2, call), (_LOAD, 0, 0, 16),
        (_EQUALS, 0, 1, AF_UNIX), (_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _KILL),
    ]  # fmt: skip
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = _Program(len(steps), ctypes.cast(code, ctypes.c_void_p))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if libc.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0):
        raise OSError(ctypes.get_errno(), "seccomp")


if os.environ.get("NO_NETWORK") != "kernel":
    sys.addaudithook(watch)
if os.environ.get("NO_NETWORK") != "python":
    forbid()
