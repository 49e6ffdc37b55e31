from typing import Any

from rest_framework.permissions import SAFE_METHODS, BasePermission, IsAuthenticatedOrReadOnly
from rest_framework.request import Request
from rest_framework.views import APIView


class IsAuthorOrReadOnly(IsAuthenticatedOrReadOnly):
    """Everyone reads, the author writes, and staff may remove."""

    def has_object_permission(self, request: Request, view: APIView, obj: Any) -> bool:
        if request.method in SAFE_METHODS or obj.author_id == request.user.pk:
            return True
        return request.method == "DELETE" and request.user.is_staff


class IsStaffOrReadOnly(BasePermission):
    def has_permission(self, request: Request, view: APIView) -> bool:
        return request.method in SAFE_METHODS or bool(request.user and request.user.is_staff)
