"""What finding costs beside a plain page of a list, with a million posts on PostgreSQL: the last page beside the first,
usual words and one that is nowhere beside the list, and a reader beside a writer; each pair in turns within one run.

`python -m bench.search 200000` takes fewer posts. A million take about ten minutes to make.
"""

import sys
import threading
from functools import partial
from urllib.parse import quote

from bench.world import world

POSTS = 1_000_000
ROUNDS, TIMES = 40, 1
WORDS = (
    "수시 정시 수능 면접 논술 내신 학교 급식 공부 시험 성적 선생님 친구 원서 등급 대학 모의고사 국어 수학 영어".split()
)
ABSENT = "뷁꿻쀍"
LIST = "/post/?page_size=30"


def main() -> None:
    with world(int(sys.argv[1]) if len(sys.argv) > 1 else POSTS):
        compare_pages()
        compare_words("/post/?page_size=30&title_content=", "in the list")
        compare_words("/search/?q=", "over everything")
        compare_with_writer()


def compare_pages() -> None:
    from bench.measuring import Requests, in_turns, tell

    get = Requests().get
    first, last = in_turns([partial(get, LIST), partial(get, last_page())], ROUNDS, TIMES * 2)
    tell("last page / first page", last / first, "≤ 1.1", f"{first:.1f} and {last:.1f} ms")


def compare_words(url: str, where: str) -> None:
    from bench.measuring import Requests, in_turns, tell

    get = Requests().get
    words = [*WORDS, ABSENT]
    calls = [partial(get, LIST), *(partial(get, url + quote(word)) for word in words)]
    plain, *found = in_turns(calls, ROUNDS, TIMES)
    slowest = max(range(len(WORDS)), key=found.__getitem__)
    tell(f"slowest of {len(WORDS)} words {where} / list", max(found[:-1]) / plain, "≤ 3", f"{words[slowest]}")
    tell(f"a word that is nowhere, {where} / list", found[-1] / plain, "≤ 3", f"{plain:.1f} and {found[-1]:.1f} ms")


def compare_with_writer() -> None:
    """A transaction that has written a thousand posts stays open while others read."""
    from django.db import connection, transaction

    from bench.measuring import Requests, in_turns, tell
    from boards.models import Post

    get = Requests().get
    is_written, is_read = threading.Event(), threading.Event()

    def write() -> None:
        try:
            with transaction.atomic():
                posts = Post.objects.order_by("-pk")[:1000]
                Post.objects.filter(pk__in=[post.pk for post in posts]).update(searched_content="다 고쳐 쓰는 중")
                is_written.set()
                is_read.wait()
                transaction.set_rollback(True)
        finally:
            connection.close()

    calls = [partial(get, LIST), partial(get, "/search/?q=" + quote("수시"))]
    alone = in_turns(calls, ROUNDS, TIMES)
    writer = threading.Thread(target=write)
    writer.start()
    is_written.wait()
    beside = in_turns(calls, ROUNDS, TIMES)
    is_read.set()
    writer.join()
    for name, without, with_writer in zip(("list", "search"), alone, beside, strict=True):
        tell(
            f"{name} beside a writer / alone",
            with_writer / without,
            "no wait",
            f"{without:.1f} and {with_writer:.1f} ms",
        )


def last_page() -> str:
    from base64 import b64encode

    return f"{LIST}&cursor={quote(b64encode(b'p=40'))}"


if __name__ == "__main__":
    main()
