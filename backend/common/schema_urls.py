from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularRedocView, SpectacularSwaggerView

from common import asyncapi

urlpatterns = [
    path("", SpectacularAPIView.as_view(), name="schema"),
    path("swagger-ui/", SpectacularSwaggerView.as_view(url_name="schema")),
    path("redoc/", SpectacularRedocView.as_view(url_name="schema", template_name="redoc.html")),
    path("asyncapi.yaml", asyncapi.document),
    path("asyncapi/", asyncapi.page),
]
