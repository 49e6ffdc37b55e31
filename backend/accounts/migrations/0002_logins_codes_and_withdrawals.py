import uuid

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        # A login gets a number of its own; everybody logs in once more.
        migrations.DeleteModel(name="Login"),
        migrations.CreateModel(
            name="Login",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("family", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("refresh_jti", models.CharField(max_length=32)),
                ("spent", models.JSONField(default=dict)),
                ("device", models.CharField(blank=True, max_length=60, verbose_name="기기")),
                ("network", models.CharField(blank=True, max_length=32)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="로그인")),
                ("last_used_at", models.DateTimeField(auto_now=True, verbose_name="마지막 사용")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="logins",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="회원",
                    ),
                ),
            ],
            options={
                "verbose_name": "로그인",
                "verbose_name_plural": "로그인",
                "indexes": [models.Index(fields=["user", "-last_used_at"], name="login_by_use")],
            },
        ),
        migrations.CreateModel(
            name="EmailCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="이메일")),
                ("digest", models.CharField(max_length=64)),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="시도")),
                ("expires_at", models.DateTimeField(verbose_name="만료")),
            ],
            options={"verbose_name": "이메일 인증 번호", "verbose_name_plural": "이메일 인증 번호"},
        ),
        migrations.RemoveConstraint(model_name="user", name="nickname_is_unique"),
        migrations.AddField(
            model_name="user",
            name="email_confirmed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="이메일 확인"),
        ),
        migrations.AddField(
            model_name="user",
            name="terms_version",
            field=models.CharField(blank=True, editable=False, max_length=20, verbose_name="동의한 약관"),
        ),
        migrations.AddField(
            model_name="user",
            name="erased_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="개인 정보 삭제"),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("nickname"),
                condition=models.Q(("nickname", ""), _negated=True),
                name="nickname_is_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("email_confirmed_at__isnull", False)),
                name="email_is_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("email_confirmed_at__isnull", True), models.Q(("email", ""), _negated=True), _connector="OR"
                ),
                name="confirmed_email_is_there",
            ),
        ),
        migrations.AddIndex(
            model_name="user",
            index=models.Index(
                condition=models.Q(("erased_at__isnull", True), ("withdrawn_at__isnull", False)),
                fields=["withdrawn_at"],
                name="user_to_be_erased",
            ),
        ),
        migrations.AddIndex(
            model_name="user",
            index=models.Index(
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("email", ""), _negated=True),
                name="user_by_email",
            ),
        ),
    ]
