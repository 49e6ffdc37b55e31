from django.db import migrations


def open_lobby(apps, schema_editor):
    apps.get_model("chat", "Room").objects.get_or_create(
        slug="lobby", defaults={"name": "로비", "description": "누구나 쉬어 가는 곳"}
    )


class Migration(migrations.Migration):
    dependencies = [("chat", "0001_initial")]
    operations = [migrations.RunPython(open_lobby, migrations.RunPython.noop)]
