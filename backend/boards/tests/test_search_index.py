"""The index of posts: it follows every write, and whatever is wrong with it can be repaired."""

import pytest
from django.core.management import call_command
from django.db import connection
from rest_framework.test import APIClient

from boards.models import Board, Post
from boards.search import index
from boards.search.tokens import post_tokens
from boards.tests.search_corpus import indexed, indexed_anew
from boards.tests.test_posts import titles
from common.testing import Person


def test_the_index_is_what_finds(guest: APIClient, post: Post) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM boards_post_index")
    assert titles(guest.get("/post/?title=급식")) == []


def test_a_board_is_not_looked_through_for_the_words_of_the_other() -> None:
    """Or a word that all of one board has would cost a reader of the other one the more, the more is written there."""
    elsewhere = post_tokens(Board.STUDY, 1, False, "모의고사", "모의고사", "")
    [wanted_here] = Post.objects.on(Board.FREE).holding("모의고사", "title", "content").groups
    assert not any(elsewhere.issuperset(alternative) for alternative in wanted_here)
    [wanted_anywhere] = Post.objects.all().holding("모의고사", "title", "content").groups
    assert any(elsewhere.issuperset(alternative) for alternative in wanted_anywhere)


def test_each_board_has_a_letter_of_its_own() -> None:
    assert len({board[0] for board in Board}) == len(Board)


def test_reindexing_repairs_whatever_is_wrong(guest: APIClient, make_post, capsys) -> None:
    post = make_post("급식에 마라탕")
    gone = make_post("사라진 글")
    whole = indexed()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM boards_post_index")
        key = {"postgresql": "post_id", "sqlite": "rowid"}[connection.vendor]
        cursor.execute(
            f"INSERT INTO boards_post_index ({key}, tokens) VALUES (%s, 'x'), (%s, 'y')", [post.pk, gone.pk + 5_000]
        )
    Post.objects.filter(pk=gone.pk).update(searched_title="틀린 말", searched_content="")
    call_command("reindex")
    assert indexed() == whole
    assert titles(guest.get("/post/?title=사라진")) == ["사라진 글"]
    assert "5,0" in capsys.readouterr().out


def test_after_a_migration_the_index_still_follows(guest: APIClient, make_post) -> None:
    """SQLite's way to change a table is to make it anew, and its triggers are gone with the old one."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its triggers")
    with connection.cursor() as cursor:
        for trigger in ("written", "rewritten", "deleted"):
            cursor.execute(f"DROP TRIGGER boards_post_{trigger}")
    make_post("그사이에 쓴 글")
    index.install()
    make_post("뒤에 쓴 글")
    assert titles(guest.get("/post/?title=쓴")) == ["뒤에 쓴 글", "그사이에 쓴 글"]


def test_what_staff_edit_is_found_as_it_is_now(admin_client, guest: APIClient, post: Post) -> None:
    form = {"title": "고친 제목", "content": "고친 내용", "board": "free", "author": post.author_id, "is_notice": ""}
    response = admin_client.post(f"/admin/boards/post/{post.pk}/change/", form)
    assert response.status_code == 302, response.content.decode()
    assert titles(guest.get("/post/?title_content=고친")) == ["고친 제목"]
    assert titles(guest.get("/post/?title_content=급식")) == []


def test_what_is_moved_to_the_other_board_is_found_there(guest: APIClient, post: Post) -> None:
    Post.objects.filter(pk=post.pk).update(board=Board.STUDY)
    assert titles(guest.get("/post/?title=급식")) == []
    assert titles(guest.get("/study/?title=급식")) == [post.title]


def test_counters_leave_the_index_alone(classmate: Person, guest: APIClient, post: Post) -> None:
    """A row of the index that is not written keeps its place on PostgreSQL."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite tells no versions of rows")

    def version() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT ctid::text FROM boards_post_index WHERE post_id = %s", [post.pk])
            return cursor.fetchone()[0]

    before = version()
    guest.get(f"/post/{post.pk}/")
    classmate.client.post(f"/post/{post.pk}/like/")
    classmate.client.post(f"/post/{post.pk}/comment/", {"content": "댓글"})
    assert version() == before


def test_reindexing_is_safe_while_people_write(
    author: Person, make_post, at_once, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    """Batches of three, so that writers and the command meet often."""
    monkeypatch.setattr(index, "BATCH", 3)
    posts = [make_post(f"수시 {number}") for number in range(60)]
    Post.objects.filter(pk__in=[post.pk for post in posts[::2]]).update(searched_content="틀린 말")

    def edit() -> None:
        for number, post in enumerate(posts[:20]):
            Post.objects.get(pk=post.pk).rewrite(content=f"고친 내용 {number}")

    def add() -> None:
        for number in range(20):
            make_post(f"새 글 {number}")

    def remove() -> None:
        for post in posts[40:]:
            Post.objects.get(pk=post.pk).remove()

    at_once(lambda: call_command("reindex"), edit, add, remove, lambda: call_command("reindex"))
    assert Post.objects.count() == 60
    assert indexed() == indexed_anew()
    assert not Post.objects.filter(searched_content="틀린 말").exists()
    assert Post.objects.holding("고친", "content").newest(100).count() == 20


@pytest.mark.django_db(transaction=True)
def test_the_way_back_before_the_index_and_forth_again(make_post, guest: APIClient) -> None:
    """With posts there, and with one that was written meanwhile by the older code."""
    post = make_post("급식에 마라탕")
    try:
        call_command("migrate", "boards", "0003", verbosity=0)
        assert "searched_title" not in table_columns()
        assert not tables_of_the_index()
        with connection.cursor() as cursor:
            names = ", ".join(name for name in table_columns() if name not in {"id", "title"})
            cursor.execute(
                f"INSERT INTO boards_post (id, title, {names}) "
                f"SELECT id + 1, '그사이에 쓴 글', {names} FROM boards_post"
            )
    finally:
        call_command("migrate", verbosity=0)
    assert titles(guest.get("/post/?title=마라탕")) == [post.title]
    assert titles(guest.get("/post/?search=그사이")) == ["그사이에 쓴 글"]
    assert indexed() == indexed_anew()
    Post.objects.all().delete()
    assert indexed() == {}


def table_columns() -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, "boards_post")]


def tables_of_the_index() -> list[str]:
    return [name for name in connection.introspection.table_names() if name.startswith("boards_post_index")]
