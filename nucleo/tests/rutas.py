"""Addresses that only the tests of the mechanisms use."""

from django.http import HttpResponse
from django.urls import path

urlpatterns = [path("baja/<str:token>/", lambda request, token: HttpResponse(token), name="baja")]
