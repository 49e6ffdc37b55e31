from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("boards", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name=model,
            name="hidden_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="숨김"),
        )
        for model in ("post", "comment")
    ]
