import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aichat.sources import find_passages
from boards.models import Board, Post
from common.testing import Person

pytestmark = pytest.mark.usefixtures("alone")


def ask(person: Person, prompt: str) -> dict:
    response = person.client.post("/aichat/", {"prompt": prompt})
    assert response.status_code == 201, response.content
    assert response.json()["status"] == "done"
    assert response.json()["is_from_ai"] is False
    return response.json()


def test_the_best_passages_are_quoted_with_their_sources(author: Person, make_post, faq) -> None:
    post = make_post("수시 원서 접수 기간 정리", "수시 원서는 9월 초에 엿새 동안 접수해요.", board=Board.STUDY)
    make_post("정시 모집군이란", "가군, 나군, 다군에서 한 번씩 지원해요.", board=Board.STUDY)
    body = ask(author, "수시 원서는 언제 접수하나요?")
    assert body["sources"] == [{"kind": "post", "board": "study", "id": post.pk, "title": post.title}]
    assert "9월 초에 엿새 동안 접수해요" in body["response"]
    assert "가군" not in body["response"]


def test_the_answer_says_that_no_ai_is_configured(author: Person, make_post) -> None:
    make_post("수시 원서 접수 기간 정리", "9월 초예요.", board=Board.STUDY)
    for prompt in ("수시 접수 기간 알려 주세요", "우주에는 끝이 있나요"):
        assert "AI가 연결되어 있지 않" in ask(author, prompt)["response"]


def test_the_faq_answers_too(author: Person, faq) -> None:
    body = ask(author, "비밀번호를 잊어버렸는데 어떡하죠?")
    assert body["sources"] == [{"kind": "faq", "board": None, "id": faq.pk, "title": "비밀번호를 잊어버렸어요"}]
    assert "비밀번호 찾기를 누르고" in body["response_html"]


def test_where_nothing_matches_the_answer_says_so(author: Person, make_post, faq) -> None:
    make_post("수시 원서 접수 기간 정리", "9월 초예요.", board=Board.STUDY)
    body = ask(author, "블랙홀 안에는 무엇이 있을까")
    assert body["sources"] == []
    assert "여기에는 맞는 글이 없어요" in body["response"]


@pytest.mark.parametrize("prompt", ["?", "ㅋㅋㅋㅋ", "😀😀", "%", "_", "\\", "' OR 1=1 --", "a", "가 나 다"])
def test_a_question_without_words_finds_nothing(author: Person, make_post, faq, prompt: str) -> None:
    make_post("100% 합격하는 법", "\\ ' _ 같은 기호가 든 글", board=Board.STUDY)
    assert ask(author, prompt)["sources"] == []


def test_chatter_of_the_free_board_is_no_source(author: Person, make_post) -> None:
    make_post("수시 망했다", "수시 원서 접수 놓침 ㅋㅋ", board=Board.FREE)
    assert ask(author, "수시 원서 접수는 언제예요?")["sources"] == []


def test_a_particle_does_not_hide_a_word(author: Person, make_post) -> None:
    post = make_post("면접 복장 정리", "교복이 가장 무난해요.", board=Board.STUDY)
    for prompt in ("면접에서는 뭘 입어요?", "면접을 보러 가요", "면접이란"):
        assert [source["id"] for source in ask(author, prompt)["sources"]] == [post.pk]


def test_at_most_three_sources_and_the_rarest_word_first(author: Person, make_post) -> None:
    for number in range(6):
        make_post(f"논술 후기 {number}", "논술은 시간 싸움이에요.", board=Board.STUDY)
    best = make_post("논술 최저학력기준", "논술 전형의 최저학력기준이에요.", board=Board.STUDY)
    sources = ask(author, "논술 최저학력기준 있나요?")["sources"]
    assert len(sources) == 3
    assert sources[0]["id"] == best.pk


def test_a_long_passage_is_cut_around_the_word(author: Person, make_post) -> None:
    make_post(
        "전형 총정리", "앞말 " * 400 + "학교장추천전형은 학교마다 인원이 있어요. " + "뒷말 " * 400, board=Board.STUDY
    )
    response = ask(author, "학교장추천전형 인원이 궁금해요")["response"]
    assert "학교장추천전형은 학교마다 인원이 있어요" in response
    assert len(response) < 600


def test_a_quoted_text_brings_no_markdown_of_its_own(author: Person, make_post) -> None:
    make_post("농어촌전형 *주의*", "농어촌전형 [누르세요](https://evil.example) # <b>큰 글씨</b>", board=Board.STUDY)
    html = ask(author, "농어촌전형 조건이 뭐예요?")["response_html"]
    assert "<a" not in html.replace('<a href="https://evil.example"', "")
    assert "<em>" not in html
    assert "<b>" not in html


def test_the_index_is_what_finds(author: Person, make_post) -> None:
    """In two queries, whatever the boards hold: no post is looked into that the index does not name."""
    make_post("수시 원서 접수 기간 정리", "9월 초예요.", board=Board.STUDY)
    assert len(ask(author, "수시 접수 기간")["sources"]) == 1
    with CaptureQueriesContext(connection) as queries:
        assert len(find_passages("수시 접수 기간")) == 1
    assert len(queries) == 2  # 1 the FAQ, 2 the posts
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM boards_post_index")
    assert ask(author, "수시 접수 기간")["sources"] == []


def test_latin_letters_are_found_in_any_case(author: Person, make_post) -> None:
    post = make_post("EBS 연계율 정리", "올해는 절반쯤이에요.", board=Board.STUDY)
    assert [source["id"] for source in ask(author, "ebs 연계율 알려줘")["sources"]] == [post.pk]


def test_what_is_hidden_is_no_source(author: Person, make_post) -> None:
    post = make_post("수시 원서 접수 기간 정리", "9월 초예요.", board=Board.STUDY)
    Post.objects.filter(pk=post.pk).hide()
    assert ask(author, "수시 접수 기간")["sources"] == []
