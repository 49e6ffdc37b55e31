"""Mail servers that are away, refuse, or take their time; workers that race, or die."""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from pytest_django import Settings

from common.testing_mail import SmtpSink
from mail import outbox
from mail.models import TRIES, WAITS, Mail
from mail.tasks import deliver, deliver_due, forget
from mail.tests.conftest import ADDRESS, WORDS
from tools.loopback import free_port


@pytest.fixture
def bring_back_server(settings: Settings, smtp_sink: SmtpSink) -> Callable[[], None]:
    """Nobody listens where the mail server should be, until this is called."""
    settings.EMAIL_PORT = free_port()

    def bring_back() -> None:
        settings.EMAIL_PORT = smtp_sink.port

    return bring_back


def test_a_mail_outlasts_a_server_that_is_away(queue, mailbox, clock, bring_back_server) -> None:
    mail = queue()
    assert mailbox() == []
    mail.refresh_from_db()
    assert (mail.status, mail.attempts) == ("queued", 1)
    bring_back_server()
    clock.shift(timedelta(seconds=59))
    assert mailbox() == []
    clock.shift(timedelta(seconds=1))
    [letter] = mailbox()
    assert letter.headers["Message-ID"] == mail.message_id


def test_the_waits_grow_until_it_gives_up_within_a_day(queue, clock, bring_back_server) -> None:
    assert timedelta(hours=23) < timedelta(minutes=sum(WAITS)) < timedelta(hours=24)
    mail = queue()
    for tries, minutes in enumerate(WAITS, start=1):
        deliver_due()
        clock.shift(timedelta(minutes=minutes, seconds=-1))
        deliver_due()
        mail.refresh_from_db()
        assert (mail.status, mail.attempts) == ("queued", tries)
        clock.shift(timedelta(seconds=1))
    deliver_due()
    mail.refresh_from_db()
    assert (mail.status, mail.attempts) == ("failed", TRIES)
    clock.shift(timedelta(days=1))
    assert not Mail.objects.due().exists()


def test_one_try_a_round_tells_that_the_server_is_away(queue, mailbox, clock, bring_back_server) -> None:
    mails = [queue() for _ in range(3)]
    mailbox()
    assert sorted(Mail.objects.values_list("attempts", flat=True)) == [0, 0, 1]
    bring_back_server()
    clock.shift(timedelta(minutes=1))
    assert len(mailbox()) == len(mails)


@pytest.mark.parametrize("moment", ["answer_to_recipient", "answer_to_data"])
def test_a_mail_that_is_refused_for_good_fails_at_once(queue, mailbox, smtp_sink, moment: str) -> None:
    mail = queue()
    setattr(smtp_sink, moment, "550 No such user")
    assert mailbox() == []
    mail.refresh_from_db()
    assert (mail.status, mail.attempts) == ("failed", 1)
    assert mail.ended_at


@pytest.mark.parametrize("moment", ["answer_to_recipient", "answer_to_data"])
def test_a_mail_that_is_put_off_arrives_later_under_the_same_id(queue, mailbox, smtp_sink, clock, moment: str) -> None:
    mails = [queue(), queue()]
    setattr(smtp_sink, moment, "451 Try again later")
    assert mailbox() == []
    assert list(Mail.objects.values_list("status", "attempts")) == [("queued", 1)] * 2  # the server was there
    setattr(smtp_sink, moment, "250 OK")
    clock.shift(timedelta(minutes=1))
    assert [letter.headers["Message-ID"] for letter in mailbox()] == [mail.message_id for mail in mails]


def test_an_address_that_fits_no_header_fails(queue, mailbox) -> None:
    mail = queue(to=f"haneul@{'가' * 80}.example")
    assert mailbox() == []
    mail.refresh_from_db()
    assert mail.status == "failed"


def test_a_composer_that_breaks_holds_nobody_up_and_gets_another_chance(queue, mailbox, clock, caplog) -> None:
    broken, whole = queue(to="broken@example.org"), queue()

    def compose(mail: Mail) -> outbox.Message:
        if mail.pk == broken.pk:
            raise ZeroDivisionError
        return outbox.Message("쪽지가 왔어요", "note", {"words": WORDS})

    outbox.register("note", compose)
    assert [letter.to for letter in mailbox()] == [whole.to]
    assert "could not be composed" in caplog.text
    outbox.register("note", lambda mail: outbox.Message("쪽지가 왔어요", "note", {"words": WORDS}))
    clock.shift(timedelta(minutes=1))
    assert [letter.to for letter in mailbox()] == [broken.to]


def test_of_many_workers_one_sends(at_once, queue, smtp_sink) -> None:
    mail = queue()
    at_once(*[partial(deliver, mail.pk)] * 20, *[deliver_due] * 5)
    assert [letter.to for letter in smtp_sink.letters] == [ADDRESS]
    mail.refresh_from_db()
    assert (mail.status, mail.attempts) == ("sent", 1)


def test_the_mail_of_a_worker_that_died_is_taken_over_after_ten_minutes(queue, mailbox, clock) -> None:
    mail = queue()
    assert Mail.objects.claim(mail.pk)
    clock.shift(timedelta(minutes=10, seconds=-1))
    assert mailbox() == []
    clock.shift(timedelta(seconds=1))
    [letter] = mailbox()
    assert letter.headers["Message-ID"] == mail.message_id


def test_a_mail_that_kills_its_workers_comes_to_an_end(queue, mailbox, clock) -> None:
    mail = queue()
    for _ in range(TRIES):
        assert Mail.objects.claim(mail.pk)
        clock.shift(timedelta(minutes=10))
    assert mailbox() == []
    mail.refresh_from_db()
    assert mail.status == "failed"


def test_a_worker_that_was_taken_for_dead_does_not_put_off_the_next_one(queue, clock, bring_back_server) -> None:
    mail = queue()
    slow = Mail.objects.claim(mail.pk)
    clock.shift(timedelta(minutes=10))
    quick = Mail.objects.claim(mail.pk)
    slow.deliver()
    mail.refresh_from_db()
    assert (mail.status, mail.attempts) == ("sending", 2)
    bring_back_server()
    quick.deliver()
    mail.refresh_from_db()
    assert mail.status == "sent"


def test_a_lost_task_and_one_too_many_are_harmless(queue, smtp_sink) -> None:
    mail = queue()
    deliver(mail.pk)
    deliver(mail.pk)
    deliver(mail.pk + 1)
    assert len(smtp_sink.letters) == 1


def test_neither_address_nor_words_reach_the_log(queue, mailbox, smtp_sink, bring_back_server, clock, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    queue()
    mailbox()
    bring_back_server()
    for answer in (f"451 <{ADDRESS}> later", f"550 <{ADDRESS}> never"):
        smtp_sink.answer_to_recipient = answer
        clock.shift(timedelta(minutes=2))
        mailbox()
    said = [caplog.handler.format(record) for record in caplog.records if record.name != "mail.log"]  # the sink's own
    assert [line.rpartition(": ")[2] for line in said if "mail.models" in line] == [
        "ConnectionRefusedError",
        "the server answered 451",
        "the server answered 550",
    ]
    assert not [line for line in said if ADDRESS in line or WORDS in line]


def test_mails_are_forgotten_a_week_after_their_end(queue, mailbox, clock) -> None:
    ended = queue()
    mailbox()
    clock.shift(timedelta(days=6))
    waiting = queue()
    forget()
    assert Mail.objects.count() == 2
    clock.shift(timedelta(days=1))
    forget()
    assert list(Mail.objects.all()) == [waiting]
    assert ended != waiting
