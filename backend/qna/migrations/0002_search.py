from django.db import migrations, models

from common.search_text import fold, fold_with_initials


def fold_faqs(apps, schema_editor):
    for faq in apps.get_model("qna", "Faq").objects.all():
        faq.searched_question, faq.searched_answer = fold_with_initials(faq.question), fold(faq.answer)
        faq.save(update_fields=["searched_question", "searched_answer"])


class Migration(migrations.Migration):
    dependencies = [("qna", "0001_initial")]

    operations = [
        migrations.AddField("faq", "searched_question", models.TextField(default="", editable=False), preserve_default=False),
        migrations.AddField("faq", "searched_answer", models.TextField(default="", editable=False), preserve_default=False),
        migrations.RunPython(fold_faqs, migrations.RunPython.noop),
        migrations.AddConstraint(
            "faq", models.CheckConstraint(condition=~models.Q(searched_question=""), name="faq_can_be_found")
        ),
    ]
