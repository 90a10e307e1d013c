"""Work done apart: a function that runs in a process of its own while this one goes on.

In: a function without side effects, and its arguments. Out: a Work, whose ``result`` waits for what the function
returned and raises what it raised. Where a process cannot be forked cheaply (elsewhere than on Linux, or beside other
threads) the function runs when its result is asked for, in this process: slower, and the same.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

__all__ = ["Work", "apart", "later"]

T = TypeVar("T")


class Work(Generic[T]):
    """A function at work."""

    def __init__(self, function: Callable[[], T], *, fork: bool = True) -> None:
        self._function = function
        self._pid = 0
        self._reader = -1
        if fork and _can_fork():
            self._start()

    def _start(self) -> None:
        self._reader, writer = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        self._pid = os.fork()
        if self._pid:
            os.close(writer)
            return
        # The child: whatever happens, it ends here, and runs nothing that its parent has registered for its own end.
        code = 1
        try:
            os.close(self._reader)
            try:
                answer: tuple[bool, Any] = (True, self._function())
            except Exception as error:
                answer = (False, error)
            with os.fdopen(writer, "wb") as file:
                file.write(pickle.dumps(answer, protocol=pickle.HIGHEST_PROTOCOL))
            code = 0
        finally:
            os._exit(code)

    def result(self) -> T:
        """What the function returned. Raises what it raised; runs it here where the other process died."""
        if not self._pid:
            return self._function()
        with os.fdopen(self._reader, "rb") as file:
            data = file.read()
        _, status = os.waitpid(self._pid, 0)
        self._pid = 0
        if status != 0:
            return self._function()
        good, value = pickle.loads(data)
        if not good:
            raise value
        made: T = value
        return made


def _can_fork() -> bool:
    enough = (os.cpu_count() or 1) > 1
    return (
        sys.platform == "linux" and enough and threading.active_count() == 1 and "EDITION_ONE_PROCESS" not in os.environ
    )


def apart(function: Callable[..., T], *arguments: object, **options: object) -> Work[T]:
    """Begin to work on ``function(*arguments, **options)``. Its result, and what it raises, must be such as pickle can
    carry.
    """
    return Work(lambda: function(*arguments, **options))


def later(function: Callable[..., T], *arguments: object) -> Work[T]:
    """The same without a process of its own, where there would be too many: it runs when its result is asked for."""
    return Work(lambda: function(*arguments), fork=False)
