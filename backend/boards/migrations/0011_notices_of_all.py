from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("boards", "0010_polls")]

    operations = [
        migrations.AddIndex(
            "post",
            models.Index(
                fields=["-id"], name="post_notices_of_all", condition=models.Q(("is_notice", True))
            ),
        ),
    ]
