from django.contrib import admin

from schedule.models import KeyDate


@admin.register(KeyDate)
class KeyDateAdmin(admin.ModelAdmin):
    list_display = ("title", "kind", "starts_on", "ends_on", "school_year", "updated_at")
    list_filter = ("kind", "school_year")
    search_fields = ("title",)
    ordering = ("-starts_on", "-id")
    date_hierarchy = "starts_on"
