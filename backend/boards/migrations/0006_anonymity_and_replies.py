import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Coalesce


def uninstall_index(apps, schema_editor):
    """Its triggers know the columns of posts; with all that they need it is made anew after the migrations."""
    from boards.search.index import uninstall  # which imports the models, as they are now

    uninstall()


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("boards", "0005_attachment"),
    ]

    operations = [
        migrations.RunPython(uninstall_index, migrations.RunPython.noop),
        migrations.AddField(
            "post", "is_anonymous", models.BooleanField(default=False, editable=False, verbose_name="익명")
        ),
        migrations.RunPython(migrations.RunPython.noop, uninstall_index),
        migrations.AddField(
            "comment", "is_anonymous", models.BooleanField(default=False, editable=False, verbose_name="익명")
        ),
        migrations.AddField("comment", "number", models.PositiveIntegerField(editable=False, null=True)),
        migrations.AddField(
            "comment", "is_deleted", models.BooleanField(default=False, editable=False, verbose_name="지워짐")
        ),
        migrations.AddField(
            "comment",
            "parent",
            models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="replies",
                to="boards.comment",
                verbose_name="윗댓글",
            ),
        ),
        migrations.AddField(
            "comment",
            "thread",
            models.GeneratedField(
                db_persist=True, expression=Coalesce("parent", "id"), output_field=models.BigIntegerField()
            ),
        ),
        migrations.AddIndex("comment", models.Index(fields=["post", "thread", "id"], name="comment_by_thread")),
        migrations.AddIndex(
            "comment", models.Index(condition=Q(parent__isnull=False), fields=["parent"], name="comment_replies")
        ),
        migrations.AddConstraint(
            "comment",
            models.CheckConstraint(
                condition=Q(is_anonymous=True, number__isnull=False) | Q(is_anonymous=False, number__isnull=True),
                name="comment_number_is_anonymous",
            ),
        ),
        migrations.AddConstraint(
            "comment",
            models.CheckConstraint(
                condition=Q(is_deleted=False) | Q(content="", content_html="", like_count=0, hidden_at__isnull=True),
                name="deleted_comment_is_empty",
            ),
        ),
        migrations.CreateModel(
            name="Pseudonym",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "post",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pseudonyms",
                        to="boards.post",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pseudonyms",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("number", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "익명 번호",
                "verbose_name_plural": "익명 번호",
                "constraints": [
                    models.UniqueConstraint(fields=("post", "user"), name="pseudonym_of_user_once"),
                    models.UniqueConstraint(fields=("post", "number"), name="pseudonym_number_once"),
                    models.CheckConstraint(condition=Q(number__gt=0), name="pseudonym_is_counted_from_1"),
                ],
            },
        ),
    ]
