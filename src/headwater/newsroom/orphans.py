"""No process of ours outlives the one that started it, however that one ends."""

import ctypes
import os
import signal
import sys

#: Names the process id of the parent to children that some other library starts for us.
PARENT_VARIABLE = "HEADWATER_PARENT"
#: prctl(2): the signal a process gets when its parent thread dies.
_PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int) -> None:
    """Ask the kernel to kill this process when its parent ends; `parent` is the parent's process id.

    Call it first thing in a child. Where the parent is gone already, this process ends at once. Elsewhere than on
    Linux it does nothing: there, children notice that their pipe is closed.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
