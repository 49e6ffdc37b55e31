"""Which kind of help a question asks for, when its author does not say."""

import re

from aichat.models import Turn

SIGNS = {
    Turn.Mode.INTERVIEW: re.compile(r"면접|자기\s*소개|지원\s*동기|예상\s*질문"),
    Turn.Mode.PROBLEM: re.compile(
        r"풀어\s*(줘|주|봐|보)|풀이|구하(시오|여라|는|면)|증명|계산|방정식|부등식|미분|적분|수열|확률|인수분해|\$[^$]+\$|\d\s*[=+*/^]\s*\S"
    ),
}


def guess_mode(prompt: str) -> Turn.Mode:
    return next((mode for mode, sign in SIGNS.items() if sign.search(prompt)), Turn.Mode.GENERAL)
