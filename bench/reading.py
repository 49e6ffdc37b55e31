"""What reading costs beside the bare rows: CPU time of one process for a page of the API, against the same SELECTs
dumped as they are, in turns within one run.

The ratio is the share of the bare page in the whole one: 1 would be an API that costs nothing else.
"""

import time
from functools import partial

from bench.world import world

POSTS = 10_000
ROUNDS, TIMES = 400, 2


def main() -> None:
    with world(POSTS):
        from django.conf import settings

        from bench.measuring import Requests, count_queries, in_turns, tell

        settings.ROOT_URLCONF = "bench.views"
        get = Requests().get
        for name, url, bare in [
            ("list of 30", "/post/", "/bare/"),
            ("one post", f"/post/{busy_post()}/", f"/bare/{busy_post()}/"),
        ]:
            floor, api = in_turns([partial(get, bare), partial(get, url)], ROUNDS, TIMES, time.process_time)
            queries = count_queries(partial(get, url))
            tell(name, floor / api, "≥ 0.8", f"bare {floor:.2f} ms, API {api:.2f} ms of CPU, {queries} queries")


def busy_post() -> int:
    """One of the free board with comments."""
    from boards.models import Board, Post

    return Post.objects.on(Board.FREE).filter(comment_count__gte=3).latest("pk").pk


if __name__ == "__main__":
    main()
