"""The addresses of the API, below /api/v1/."""

from django.urls import path, re_path

from headwater.api.routes import ROUTES
from headwater.api.views import VIEWS, description, nothing_here

urlpatterns = [
    path("openapi.json", description),
    *(path(route.path.replace("{key}", "<str:key>"), VIEWS[route.name]) for route in ROUTES),
    re_path("", nothing_here),
]
