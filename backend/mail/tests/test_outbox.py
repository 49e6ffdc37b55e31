"""What goes into the outbox, and what comes out as a letter."""

from typing import Any

import pytest
from django.db import transaction
from django.utils.translation import gettext, override

from config.celery import app as celery
from mail import outbox
from mail.models import Mail
from mail.tests.conftest import ADDRESS, WORDS


def test_a_letter_arrives_in_text_and_html(queue, mailbox) -> None:
    mail = queue()
    [letter] = mailbox()
    assert (letter.to, letter.subject) == (ADDRESS, "쪽지가 왔어요")
    assert letter.text.startswith(f"{WORDS}\n\n--\n스쿨톡스에서 보낸 메일이에요.")
    assert "http://localhost:3000/help" in letter.text
    assert "<p>내일은 &lt;모의고사&gt; &amp; 급식</p>" in letter.html
    assert "<title>쪽지가 왔어요</title>" in letter.html
    assert [part.get_content_type() for part in letter.headers.iter_parts()] == ["text/plain", "text/html"]
    assert letter.headers["From"] == "School Talks <noreply@localhost>"
    assert letter.headers["Message-ID"] == mail.message_id
    assert letter.headers["Message-ID"].endswith("@localhost>")
    assert letter.headers["Auto-Submitted"] == "auto-generated"


def test_nothing_is_loaded_from_elsewhere_when_a_letter_is_read(queue, mailbox) -> None:
    queue()
    [letter] = mailbox()
    assert not any(word in letter.html for word in ("<img", "src=", "url(", "<link", "<script", "@import"))


def test_a_letter_is_sent_once(queue, mailbox) -> None:
    mail = queue()
    assert len(mailbox()) == 1
    assert mailbox() == []
    mail.refresh_from_db()
    assert (mail.status, mail.attempts) == ("sent", 1)
    assert mail.ended_at >= mail.created_at


def test_a_letter_is_korean_whatever_language_is_spoken(queue, mailbox) -> None:
    outbox.register("note", lambda mail: outbox.Message(gettext("메일"), "note"))
    with override("en"):
        assert gettext("메일") == "Mail"
        queue()
        [letter] = mailbox()
    assert letter.subject == "메일"


def test_a_subject_with_a_line_break_makes_no_header(queue, mailbox) -> None:
    outbox.register("note", lambda mail: outbox.Message("새 쪽지\r\nBcc: all@example.org", "note"))
    queue()
    [letter] = mailbox()
    assert letter.subject == "새 쪽지 Bcc: all@example.org"
    assert letter.headers["Bcc"] is None


def test_what_there_is_no_need_to_say_is_dropped(queue, mailbox) -> None:
    outbox.register("note", lambda mail: None)
    mail = queue()
    assert mailbox() == []
    mail.refresh_from_db()
    assert mail.status == "dropped"
    assert mail.ended_at


def test_a_later_mail_about_the_same_supersedes(queue) -> None:
    first, other_matter, other_person = queue(about=1), queue(about=2), queue(about=1, to="bada@example.org")
    last = queue(about=1)
    assert [mail.is_superseded() for mail in (first, other_matter, other_person, last)] == [True, False, False, False]
    last._end(Mail.Status.FAILED)
    assert not first.is_superseded()


def test_a_kind_that_nobody_composes_is_refused_at_once(db) -> None:
    with pytest.raises(LookupError, match="newsletter"):
        outbox.queue("newsletter", to=ADDRESS)
    assert not Mail.objects.exists()


def test_queueing_costs_one_query(db, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        # 1 the row
        outbox.queue("note", to=ADDRESS, about=7)


def test_sending_costs_four_queries(queue, mailbox, django_assert_num_queries) -> None:
    queue()
    with django_assert_num_queries(4):
        # 1 what is due, 2 the claim, 3 the row, 4 its end
        mailbox()


def test_workers_hear_of_it_after_the_commit(transactional_db) -> None:
    with celery.connection_for_read() as connection, connection.SimpleQueue("celery") as work:
        work.clear()
        with transaction.atomic():
            outbox.queue("note", to=ADDRESS)
            assert work.qsize() == 0
        assert work.get(timeout=60).payload[0] == [Mail.objects.get().pk]
        with transaction.atomic():
            outbox.queue("note", to=ADDRESS)
            transaction.set_rollback(True)
        assert work.qsize() == 0


@pytest.mark.parametrize(
    "broker",
    [
        {"broker_url": "redis://127.0.0.1:1/0"},  # nobody listens
        {"broker_transport": "config.broker:Transport", "broker_transport_options": {"data_folder_out": "/dev/null/q"}},
    ],
)
def test_without_a_broker_the_mail_waits_for_the_next_round(
    transactional_db, mailbox, monkeypatch, caplog, broker: dict[str, Any]
) -> None:
    with monkeypatch.context() as outage:
        for name, value in {"broker_url": "localhost", **broker}.items():
            outage.setitem(celery.conf, name, value)
        outage.setattr(celery, "_pool", None)
        outage.setattr(celery.amqp, "_producer_pool", None)
        outbox.queue("note", to=ADDRESS)
    [record] = caplog.records
    assert "goes out with the next round" in record.getMessage()
    assert record.exc_info is None
    [letter] = mailbox()
    assert letter.to == ADDRESS


def test_the_staff_see_where_a_mail_is(client, staff, queue) -> None:
    mail = queue()
    staff.user.is_superuser = True
    staff.user.save()
    client.force_login(staff.user)
    for path in ("/admin/mail/mail/", f"/admin/mail/mail/{mail.pk}/change/"):
        page = client.get(path).content.decode()
        assert ADDRESS in page
        assert "보낼 예정" in page
    assert client.post(f"/admin/mail/mail/{mail.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(f"/admin/mail/mail/{mail.pk}/change/", {"to": "thief@example.org"})
    mail.refresh_from_db()
    assert mail.to == ADDRESS
