"""Which address leads to which room."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("", include("headwater.portal.urls"))]

handler400 = "headwater.portal.errors.bad_request"
handler404 = "headwater.portal.errors.not_found"
handler500 = "headwater.portal.errors.failed"
