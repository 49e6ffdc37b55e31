from typing import Any

from rest_framework import serializers

from common.fields import NameField, TextField
from common.schema import example
from qna import examples
from qna.models import Faq, Inquiry

INQUIRY_MAX_LENGTH = 5_000
ANSWER_MAX_LENGTH = 20_000


@example(examples.INQUIRY)
class InquirySerializer(serializers.ModelSerializer):
    email = serializers.EmailField(max_length=254)
    content = TextField(max_length=INQUIRY_MAX_LENGTH)

    class Meta:
        model = Inquiry
        fields: tuple[str, ...] = (
            "id",
            "email",
            "subject",
            "content",
            "status",
            "answer",
            "answer_html",
            "answered_at",
            "created_at",
            "updated_at",
        )
        read_only_fields: tuple[str, ...] = (
            "id",
            "status",
            "answer",
            "answer_html",
            "answered_at",
            "created_at",
            "updated_at",
        )


@example(examples.NEW_INQUIRY)
class NewInquirySerializer(InquirySerializer):
    secret_url = serializers.SerializerMethodField(
        help_text="비회원이 이 문의를 다시 볼 수 있는 유일한 주소. 이때 한 번만 알려 줘요. 회원에게는 null."
    )

    class Meta(InquirySerializer.Meta):
        fields: tuple[str, ...] = (*InquirySerializer.Meta.fields, "secret_url")

    def get_secret_url(self, inquiry: Inquiry) -> str | None:
        path = f"/qna/inquiry/{inquiry.pk}/?secret={inquiry.secret}"
        return self.context["request"].build_absolute_uri(path) if inquiry.secret else None

    def create(self, data: dict[str, Any]) -> Inquiry:
        user = self.context["request"].user
        inquiry = Inquiry(**data, owner=user if user.is_authenticated else None)
        if inquiry.owner is None:
            inquiry.make_secret()
        inquiry.save()
        return inquiry


@example({"content": examples.INQUIRY["answer"]})
class AnswerSerializer(serializers.Serializer):
    content = TextField(max_length=ANSWER_MAX_LENGTH)

    def update(self, inquiry: Inquiry, data: dict[str, Any]) -> Inquiry:
        inquiry.give_answer(data["content"])
        return inquiry

    def to_representation(self, inquiry: Inquiry) -> dict[str, Any]:
        return InquirySerializer(inquiry, context=self.context).data


@example(examples.FAQ)
class FaqSerializer(serializers.ModelSerializer):
    question = NameField(max_length=200)
    answer = TextField(max_length=ANSWER_MAX_LENGTH)
    category = NameField(max_length=20)
    position = serializers.IntegerField(min_value=0, max_value=1_000_000, required=False)

    class Meta:
        model = Faq
        fields: tuple[str, ...] = ("id", "question", "answer", "answer_html", "category", "position")
        read_only_fields: tuple[str, ...] = ("id", "answer_html")
