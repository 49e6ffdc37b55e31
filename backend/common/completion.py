"""What a member may do who came over Google or Kakao and has not finished the sign-up: read, and what a view opens.

A view says so in `open_before_completion`, a tuple of methods. Not in `common.permissions`: REST framework loads the
authentication, which asks this, before its views.
"""

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def is_open_before_completion(view: object, method: str) -> bool:
    return method in SAFE_METHODS or method in getattr(view, "open_before_completion", ())
