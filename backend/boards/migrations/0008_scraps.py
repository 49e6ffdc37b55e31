import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Lower
from django.utils import timezone


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("boards", "0007_details"),
    ]

    operations = [
        migrations.CreateModel(
            name="Folder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="folders",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(max_length=20, verbose_name="이름")),
            ],
            options={
                "verbose_name": "스크랩 폴더",
                "verbose_name_plural": "스크랩 폴더",
                "default_permissions": (),
                "constraints": [models.UniqueConstraint("user", Lower("name"), name="folder_name_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="Scrap",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scraps",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="scraps", to="boards.post"
                    ),
                ),
                (
                    "folder",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="scraps",
                        to="boards.folder",
                    ),
                ),
                ("created_at", models.DateTimeField(default=timezone.now, editable=False)),
            ],
            options={
                "verbose_name": "스크랩",
                "verbose_name_plural": "스크랩",
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["user", "-id"], name="scrap_by_user"),
                    models.Index(fields=["folder", "-id"], name="scrap_by_folder"),
                ],
                "constraints": [models.UniqueConstraint(fields=("user", "post"), name="scrap_post_once")],
            },
        ),
        migrations.AddIndex("comment", models.Index(fields=["author", "-id"], name="comment_by_author")),
    ]
