"""Addresses that were given up: which of several counts, and how long they are kept."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import EmailChange, User
from accounts.tasks import erase_withdrawn, forget_email_changes
from accounts.tests.test_email_undo import (
    NEW,
    NEW_PASSWORD,
    OLD,
    PROFILE,
    RESET,
    WEEK,
    address_of,
    move,
    token_of,
    undo,
)
from accounts.tests.test_erasure import places_of
from common.testing import PASSWORD, Person, assert_error
from mail.models import Mail


def test_the_earliest_link_undoes_every_later_change(member: Person) -> None:
    """The thief goes on to a second mailbox, and can't come back from the first."""
    move(member, NEW, proved=True)
    move(member, "thief2@example.org", proved=True)
    first, second = token_of(member, OLD), token_of(member, NEW)
    assert undo(first).status_code == 200
    assert address_of(member) == (OLD, True)
    assert_error(undo(second), 400, "invalid_link", "token")


def test_a_later_link_leaves_the_earlier_one(member: Person) -> None:
    move(member, NEW, proved=True)
    move(member, "thief2@example.org")
    first, second = token_of(member, OLD), token_of(member, NEW)
    assert undo(second).status_code == 200
    assert address_of(member) == (NEW, True)
    assert undo(first).status_code == 200
    assert address_of(member) == (OLD, True)


def test_an_address_that_was_taken_away_comes_back(member: Person) -> None:
    move(member, "")
    assert undo(token_of(member)).status_code == 200
    assert address_of(member) == (OLD, True)


def test_an_address_that_nobody_had_proved_is_not_kept(make_person) -> None:
    member = make_person("onsaemi", email=OLD)
    move(member, NEW)
    assert not EmailChange.objects.exists()
    assert not Mail.objects.exists()


def test_a_letter_that_was_held_up_until_it_is_of_no_use_is_not_sent(member: Person, mailbox) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        move(member, NEW)
        clock.shift(WEEK)
        assert mailbox() == []


class TestOfAnAddressThatNobodyHasProved:
    """While an earlier reader can take the account back, no mail to the new address gives it a password."""

    @pytest.fixture
    def links(self, mailbox):
        def ask(email: str) -> list[str]:
            assert APIClient().post(RESET, {"email": email}).status_code == 200
            letters = [letter for letter in [*mailbox(), *mailbox()] if "비밀번호를 다시" in letter.subject]
            return [re.findall(r"password-reset#(\S+)", letter.text)[0] for letter in letters]

        return ask

    def test_no_link_comes_until_the_week_is_over(self, member: Person, links) -> None:
        with time_machine.travel(timezone.now(), tick=False) as clock:
            move(member, NEW)
            assert links(NEW) == []
            clock.shift(WEEK - timedelta(seconds=1))
            assert links(NEW) == []
            clock.shift(61)
            assert len(links(NEW)) == 1

    def test_one_that_is_proved_gets_a_link_and_leaves_the_undo(self, member: Person, links) -> None:
        move(member, NEW, proved=True)
        [reset] = links(NEW)
        body = {"token": reset, "new_password": NEW_PASSWORD}
        assert APIClient().post(RESET + "confirm/", body).status_code == 200
        assert undo(token_of(member)).status_code == 200
        assert address_of(member) == (OLD, True)

    def test_a_link_from_before_is_dead(self, make_person, links) -> None:
        """The squatter asks for it, proves an own address in between, and comes back to the stranger's."""
        squatter = make_person("squatter", email="victim@example.org")
        [reset] = links("victim@example.org")
        move(squatter, "squatter@example.org", proved=True)
        move(squatter, "victim@example.org")
        body = {"token": reset, "new_password": NEW_PASSWORD}
        assert_error(APIClient().post(RESET + "confirm/", body), 400, "invalid_link", "token")

    def test_others_of_the_same_address_are_told(self, member: Person, make_person, links) -> None:
        move(member, NEW)
        make_person("owner", email=NEW, email_confirmed_at=timezone.now())
        assert len(links(NEW)) == 1


def test_old_addresses_are_forgotten_after_a_week(member: Person, settings: Settings) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        move(member, NEW)
        clock.shift(WEEK - timedelta(seconds=1))
        forget_email_changes()
        assert EmailChange.objects.exists()
        clock.shift(1)
        forget_email_changes()
        assert not EmailChange.objects.exists()
    rounds = {entry["task"]: entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert rounds[forget_email_changes.name] == 3600


def test_an_erasure_leaves_no_old_address(member: Person, classmate: Person, mailbox) -> None:
    classmate.user.email_changes.create(email="theirs@example.org")
    move(member, "gone1@example.org", proved=True)
    move(member, "gone2@example.org", proved=True)
    mailbox()
    words = [OLD, "gone1@example.org", "gone2@example.org"]
    assert all(places_of([word]) for word in words)
    User.objects.filter(pk=member.id).update(withdrawn_at=timezone.now() - WEEK - timedelta(seconds=1))
    erase_withdrawn()
    assert places_of(words) == []
    assert classmate.user.email_changes.exists()


def test_two_links_at_once_end_at_the_earliest(at_once, make_person) -> None:
    for number in range(8):
        old, new, newest = (f"{name}{number}@example.org" for name in ("old", "new", "newest"))
        member = make_person(f"member{number}", email=old, email_confirmed_at=timezone.now())
        move(member, new, proved=True)
        move(member, newest, proved=True)
        first, second = token_of(member, old), token_of(member, new)
        answers = at_once(lambda first=first: undo(first), lambda second=second: undo(second))
        assert answers[0].status_code == 200
        assert answers[1].status_code in (200, 400)
        assert address_of(member) == (old, True)


def test_a_further_change_never_outlasts_the_undo(at_once, make_person) -> None:
    for number in range(10):
        old = f"old{number}@example.org"
        member = make_person(f"member{number}", email=old, email_confirmed_at=timezone.now())
        move(member, f"thief{number}@example.org", proved=True)
        token = token_of(member, old)
        body = {"email": f"second{number}@example.org", "password": PASSWORD}
        changed, undone = at_once(
            lambda member=member, body=body: member.client.patch(PROFILE, body),
            lambda token=token: undo(token),
        )
        assert undone.status_code == 200
        assert changed.status_code in (200, 401, 400)
        assert address_of(member) == (old, True)
        assert not member.user.email_changes.exists()
        assert not member.user.logins.exists()
