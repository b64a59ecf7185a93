"""The site as a WSGI application, for granian or any other server."""

import gc
import os
import sys

from django.core.wsgi import get_wsgi_application

from headwater.newsroom.orphans import PARENT_VARIABLE, die_with_parent

if PARENT_VARIABLE in os.environ:  # a worker of `headwater serve`, started by the server it runs
    die_with_parent(int(os.environ[PARENT_VARIABLE]))
# A kept page takes a third of a millisecond: it is not to wait five for a thread that makes another page anew.
sys.setswitchinterval(0.0005)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headwater.project.settings")

django_application = get_wsgi_application()

from headwater.portal.door import Door  # noqa: E402 - its tables are there only once Django is ready

application = Door(django_application)
# Looking over all that is there for garbage holds every thread: what the start brought is looked at no more, and the
# rest seldom, because a request leaves next to nothing that refers to itself.
gc.freeze()
gc.set_threshold(20_000, 50, 100)
