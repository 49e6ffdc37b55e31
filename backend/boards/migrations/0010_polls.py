import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("boards", "0009_hot"),
    ]

    operations = [
        migrations.CreateModel(
            name="Poll",
            fields=[
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="poll",
                        serialize=False,
                        to="boards.post",
                    ),
                ),
                ("is_multiple", models.BooleanField(default=False, verbose_name="여러 개 고르기")),
                ("closes_at", models.DateTimeField(null=True, verbose_name="마감")),
                ("voter_count", models.PositiveIntegerField(default=0, verbose_name="참여")),
            ],
            options={"verbose_name": "투표", "verbose_name_plural": "투표", "default_permissions": ()},
        ),
        migrations.AddField("post", "has_poll", models.BooleanField(default=False, editable=False)),
        migrations.CreateModel(
            name="Choice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=50)),
                ("vote_count", models.PositiveIntegerField(default=0)),
                (
                    "poll",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="choices",
                        to="boards.poll",
                    ),
                ),
            ],
            options={
                "verbose_name": "투표 항목",
                "verbose_name_plural": "투표 항목",
                "default_permissions": (),
                "ordering": ["position"],
                "constraints": [models.UniqueConstraint(fields=("poll", "position"), name="choice_has_a_place")],
            },
        ),
        migrations.CreateModel(
            name="Ballot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "poll",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ballots",
                        to="boards.poll",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballots",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "투표 참여",
                "verbose_name_plural": "투표 참여",
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("poll", "user"), name="ballot_once")],
            },
        ),
    ]
