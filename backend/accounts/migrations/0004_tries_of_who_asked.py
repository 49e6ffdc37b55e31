from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_suspended_or_withdrawn")]

    operations = [
        migrations.AddField(model_name="emailcode", name="asker", field=models.BigIntegerField(default=0)),
        migrations.AddField(
            model_name="emailcode",
            name="own_tries",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="본인의 시도"),
        ),
    ]
