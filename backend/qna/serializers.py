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
        fields = (
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
        read_only_fields = (
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
    """The answer to a guest holds `secret_url`, shown this once: the only way back to the inquiry."""

    secret_url = serializers.URLField(read_only=True, required=False)

    class Meta(InquirySerializer.Meta):
        fields = (*InquirySerializer.Meta.fields, "secret_url")

    def create(self, data: dict[str, Any]) -> Inquiry:
        request = self.context["request"]
        if request.user.is_authenticated:
            return Inquiry.objects.create(owner=request.user, **data)
        inquiry = Inquiry(**data)
        secret = inquiry.make_secret()
        inquiry.save()
        inquiry.secret_url = request.build_absolute_uri(f"/qna/inquiry/{inquiry.pk}/?secret={secret}")
        return inquiry


@example(examples.INQUIRY)
class AnswerSerializer(InquirySerializer):
    content = TextField(max_length=ANSWER_MAX_LENGTH, write_only=True)

    class Meta(InquirySerializer.Meta):
        read_only_fields = tuple(set(InquirySerializer.Meta.fields) - {"content"})

    def update(self, inquiry: Inquiry, data: dict[str, Any]) -> Inquiry:
        inquiry.give_answer(data["content"])
        return inquiry


@example(examples.FAQ)
class FaqSerializer(serializers.ModelSerializer):
    question = NameField(max_length=200)
    answer = TextField(max_length=ANSWER_MAX_LENGTH)
    category = NameField(max_length=20)
    position = serializers.IntegerField(min_value=0, max_value=1_000_000, required=False)

    class Meta:
        model = Faq
        fields = ("id", "question", "answer", "answer_html", "category", "position")
        read_only_fields = ("id", "answer_html")
