from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.http import HttpRequest

from social.models import Identity

# Providers are set in the environment, addresses are the members' own: these tables stay empty.
admin.site.unregister([EmailAddress, SocialAccount, SocialApp, SocialToken])


@admin.register(Identity)
class IdentityAdmin(admin.ModelAdmin):
    list_display = ("user", "provider", "date_joined")
    list_filter = ("provider", "date_joined")
    search_fields = ("user__nickname", "user__username")
    list_select_related = ("user",)
    readonly_fields = ("user", "provider", "date_joined")
    fields = readonly_fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Identity | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Identity | None = None) -> bool:
        return False
