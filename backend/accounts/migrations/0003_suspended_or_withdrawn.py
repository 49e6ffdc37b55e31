from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FREE = models.Q(is_suspended=False, withdrawn_at__isnull=True)


def keep_suspensions(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Until now who was not active had withdrawn, or was suspended; nobody could be both."""
    apps.get_model("accounts", "User").objects.filter(is_active=False, withdrawn_at=None).update(is_suspended=True)


def join_again(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("accounts", "User").objects.exclude(FREE).update(is_active=False)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_logins_codes_and_withdrawals")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="is_suspended",
            field=models.BooleanField(
                default=False, help_text="들어올 수 없어요. 글과 댓글은 그대로예요.", verbose_name="정지"
            ),
        ),
        migrations.RunPython(keep_suspensions, join_again),
        migrations.RemoveField(model_name="user", name="is_active"),
        migrations.AddField(
            model_name="user",
            name="is_active",
            field=models.GeneratedField(
                db_persist=True, expression=FREE, output_field=models.BooleanField(), verbose_name="활성"
            ),
        ),
    ]
