import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("boards", "0008_scraps")]

    operations = [
        migrations.AddIndex("post", models.Index(fields=["board", "created_at"], name="post_by_time")),
        migrations.CreateModel(
            name="HotPost",
            fields=[
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="hot",
                        serialize=False,
                        to="boards.post",
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField()),
            ],
            options={"verbose_name": "인기글", "verbose_name_plural": "인기글", "default_permissions": ()},
        ),
    ]
