from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from qna.models import Inquiry


class IsAskerOrStaff(BasePermission):
    """The queryset decides who sees an inquiry; its words are the asker's alone, staff may read and remove."""

    def has_object_permission(self, request: Request, view: APIView, inquiry: Inquiry) -> bool:
        if request.method in (*SAFE_METHODS, "DELETE") or not request.user.is_staff:
            return True
        return inquiry.owner_id == request.user.pk


class AnyoneAsksMembersList(BasePermission):
    def has_permission(self, request: Request, view: APIView) -> bool:
        return request.method == "POST" or request.user.is_authenticated
