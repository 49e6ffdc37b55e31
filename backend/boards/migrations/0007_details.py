from django.db import migrations, models
from django.db.models import Q


def uninstall_index(apps, schema_editor):
    """Its triggers know the columns of posts; with all that they need it is made anew after the migrations."""
    from boards.search.index import uninstall  # which imports the models, as they are now

    uninstall()


class Migration(migrations.Migration):

    dependencies = [("boards", "0006_anonymity_and_replies")]

    operations = [
        migrations.RunPython(uninstall_index, migrations.RunPython.noop),
        migrations.AddField("post", "tag", models.CharField(blank=True, max_length=10, null=True, verbose_name="말머리")),
        migrations.AddField(
            "post", "school_year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="학년도")
        ),
        migrations.AddField(
            "post", "university", models.CharField(blank=True, max_length=40, null=True, verbose_name="대학")
        ),
        migrations.AddField(
            "post", "admission_type", models.CharField(blank=True, max_length=40, null=True, verbose_name="전형")
        ),
        migrations.AddField(
            "post", "source_url", models.CharField(blank=True, max_length=500, null=True, verbose_name="출처")
        ),
        migrations.AddField("post", "valid_until", models.DateField(blank=True, null=True, verbose_name="유효 기한")),
        migrations.AddField("post", "detail_tokens", models.TextField(default="", editable=False)),
        migrations.AddField("revision", "details", models.JSONField(default=dict)),
        migrations.AddIndex(
            "post",
            models.Index(condition=Q(valid_until__isnull=False), fields=["board", "-id"], name="post_dated"),
        ),
        migrations.AddConstraint(
            "post",
            models.CheckConstraint(
                condition=Q(tag=None)
                | Q(board="free", tag__in=("잡담", "질문", "고민", "후기"))
                | Q(board="study", tag__in=("수시", "정시", "학생부", "면접·논술", "공부법", "자료")),
                name="post_tag_is_of_its_board",
                violation_error_message="이 게시판에 없는 말머리예요.",
            ),
        ),
        migrations.AddConstraint(
            "post",
            models.CheckConstraint(
                condition=Q(admission_type=None, school_year=None, source_url=None, university=None, valid_until=None)
                | Q(board__in=["study"]),
                name="post_is_about_admissions",
                violation_error_message="입시정보 게시판의 글에만 적을 수 있어요.",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, uninstall_index),
    ]
