"""The site as a WSGI application, for granian or any other server."""

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
