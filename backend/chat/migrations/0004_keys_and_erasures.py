import hashlib
import hmac

from django.conf import settings
from django.db import migrations


def mark_members(apps, schema_editor):
    """Their keys had no letter in front of them that tells them from those of guests."""
    lines = apps.get_model("chat", "Message").objects
    unmarked = set(lines.values_list("speaker", flat=True).distinct())
    if not unmarked:
        return
    for user in apps.get_model("accounts", "User").objects.only("pk").iterator():
        if (old := old_key_of(user)) in unmarked:
            lines.filter(speaker=old).update(speaker=f"m{old[:31]}")


def old_key_of(user):
    return hmac.new(settings.PSEUDONYM_KEY.encode(), f"user:{user.pk}".encode(), hashlib.sha256).hexdigest()[:32]


def count_erasures(apps, schema_editor):
    """In the order of the lines: when they were erased was not noted."""
    rooms, lines = apps.get_model("chat", "Room").objects, apps.get_model("chat", "Message").objects
    for room in rooms.all():
        erased = lines.filter(room=room, is_deleted=True).order_by("seq").values_list("pk", flat=True)
        for erasure, pk in enumerate(erased, 1):
            lines.filter(pk=pk).update(erasure=erasure)
            room.last_erasure = erasure
        room.save(update_fields=["last_erasure"])


class Migration(migrations.Migration):
    dependencies = [("chat", "0003_moderation"), ("accounts", "0001_initial")]
    operations = [
        migrations.RunPython(mark_members, migrations.RunPython.noop),
        migrations.RunPython(count_erasures, migrations.RunPython.noop),
    ]
