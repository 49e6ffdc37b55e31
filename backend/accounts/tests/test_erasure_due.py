"""Who is erased, and when: a week after leaving, and after a day who never came."""

import random
import time
from datetime import timedelta
from functools import partial

import time_machine
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts import tokens
from accounts.models import User
from accounts.tasks import erase_withdrawn
from accounts.tests.test_erasure import WEEK, a_week_later, leave, log, tokens_work
from boards.models import Post
from common.testing import PASSWORD, Person


def test_nobody_is_erased_before_the_week_is_over(author: Person) -> None:
    leave(author)
    with time_machine.travel(timezone.now() + WEEK - timedelta(seconds=5)):
        erase_withdrawn()
    user = User.objects.get(pk=author.id)
    assert (user.username, user.erased_at) == ("author", None)


def test_the_names_are_free_again(author: Person, classmate: Person, guest: APIClient) -> None:
    leave(author)
    with a_week_later():
        erase_withdrawn()
        classmate.client.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens.begin_login(classmate.user).access}")
        assert classmate.client.patch("/accounts/user/", {"nickname": "온새미"}).status_code == 200
        body = {"username": "Author", "password": "달빛-산책-좋아-77", "nickname": "새온새미"}
        consent = {"agreed_terms": True, "is_over_14": True}
        assert guest.post("/accounts/signup/", body | consent).status_code == 201


def test_many_can_be_erased(author: Person, classmate: Person, staff: Person) -> None:
    for person in (author, classmate, staff):
        leave(person)
    with a_week_later():
        erase_withdrawn()
    assert User.objects.exclude(erased_at=None).count() == 3
    staff.user.refresh_from_db()
    assert (staff.user.is_staff, staff.user.is_superuser) == (False, False)


def test_rights_go_with_who_had_them(staff: Person) -> None:
    helpers = Group.objects.create(name="도우미")
    staff.user.groups.add(helpers)
    staff.user.user_permissions.add(Permission.objects.first())
    leave(staff)
    with a_week_later():
        erase_withdrawn()
    assert not helpers.user_set.exists()
    assert not staff.user.user_permissions.exists()


def test_the_log_names_what_was_deleted_for_a_week(staff: Person, post: Post) -> None:
    """Whose it was can't be told any more, so it need not be somebody's who left."""
    log(staff, post, flag=DELETION)
    title = post.title
    post.delete()
    for passed, name in ((WEEK - timedelta(seconds=5), title), (WEEK + timedelta(seconds=1), "")):
        with time_machine.travel(timezone.now() + passed):
            erase_withdrawn()
        assert LogEntry.objects.get().object_repr == name


def test_who_never_finished_signing_up_is_erased_after_a_day(make_person) -> None:
    late, fresh = make_person("google-4b1f", nickname=""), make_person("kakao-77ac", nickname="")
    make_person("complete")
    day = timedelta(days=1)
    User.objects.exclude(pk=fresh.id).update(created_at=timezone.now() - day - timedelta(seconds=1))
    User.objects.filter(pk=fresh.id).update(created_at=timezone.now() - day + timedelta(minutes=5))
    erase_withdrawn()
    assert [user.pk for user in User.objects.exclude(erased_at=None)] == [late.id]
    assert User.objects.exclude(withdrawn_at=None).get().username.startswith("withdrawn-")
    assert tokens_work(fresh)
    assert not tokens_work(late)


def test_it_comes_round_every_hour(settings: Settings) -> None:
    rounds = {entry["task"]: entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert rounds[erase_withdrawn.name] == 3600


def test_a_return_and_the_erasure_never_both_win(at_once, make_person, settings: Settings) -> None:
    """Members whose week ends within the second, each of whom comes back at about that moment."""
    people = [make_person(f"leaving{number}", nickname=f"망설이는 {number}") for number in range(24)]
    for person in people:
        person.client.post("/aichat/", {"prompt": "돌아갈까요?"})
        person.client.post("/post/", {"title": "비밀", "content": "숨긴 글"})
    Post.objects.hide()
    begin = timezone.now() + timedelta(milliseconds=300)
    ends = {person.id: begin + timedelta(milliseconds=40 * number) for number, person in enumerate(people)}
    for person in people:
        person.user.logins.all().delete()
        User.objects.filter(pk=person.id).update(withdrawn_at=ends[person.id] - WEEK)

    def erase_all_the_time() -> None:
        while timezone.now() < begin + timedelta(seconds=2):
            erase_withdrawn()

    def come_back(person: Person) -> tuple[int, int]:
        moment = ends[person.id] - timezone.now() + timedelta(milliseconds=random.uniform(-40, 10))
        time.sleep(max(0.0, moment.total_seconds()))
        body = {"username": person.user.username, "password": PASSWORD}
        return person.id, APIClient().post("/accounts/user/restore/", body).status_code

    calls = [erase_all_the_time, erase_all_the_time, *[partial(come_back, person) for person in people]]
    came_back = dict(answer for answer in at_once(*calls, workers=len(calls)) if answer)
    assert set(came_back.values()) <= {200, 401}
    erase_withdrawn()
    for person in people:
        user = User.objects.get(pk=person.id)
        is_back = came_back[person.id] == 200
        assert (user.erased_at is None, user.withdrawn_at is None, user.is_active) == (is_back,) * 3
        assert bool(user.nickname) is is_back
        assert (user.turns.count(), user.posts.count(), user.logins.count()) == ((1, 1, 1) if is_back else (0, 0, 0))
