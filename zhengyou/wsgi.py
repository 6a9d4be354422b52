"""The WSGI application that the server runs."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhengyou.settings")
application = get_wsgi_application()
# What the program itself is made of lives as long as the process. Python need not walk through all of it whenever it
# looks for rubbish: a long page waited a sixth of a second for that.
import_module("zhengyou.urls")
gc.collect()
gc.freeze()
