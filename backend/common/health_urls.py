from django.urls import path

from common.health import healthz, readyz

urlpatterns = [path("healthz", healthz), path("readyz", readyz)]
