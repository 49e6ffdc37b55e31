"""Made-up names of speakers: pleasant, the same all day in one room, and not to be traced to anyone."""

import hashlib
import hmac
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count

from django.conf import settings
from django.utils.timezone import localtime

DAY_BEGINS = timedelta(hours=4)  # Seoul time: nobody's name changes in the middle of a night's talk

ADJECTIVES = (
    "고요한 다정한 씩씩한 느긋한 용감한 상냥한 포근한 반짝이는 졸린 든든한 산뜻한 수줍은 명랑한 차분한 재빠른 "
    "싱그러운 따뜻한 엉뚱한 부지런한 말랑한 기특한 소중한 유쾌한 해맑은 꼼꼼한 의젓한 보드라운 신나는 담담한 반가운 "
    "푸근한 알뜰한 늠름한 순수한 깜찍한 똑똑한 단단한 새침한 흥겨운 여유로운 배고픈 노래하는 꿈꾸는 산책하는 "
    "하품하는 공부하는 춤추는 웃는"
).split()
ANIMALS = (
    "수달 고래 펭귄 다람쥐 고슴도치 토끼 여우 너구리 판다 코알라 부엉이 올빼미 참새 제비 까치 두루미 기린 코끼리 "
    "사슴 노루 강아지 고양이 햄스터 거북이 돌고래 물개 해달 바다사자 문어 오징어 나비 꿀벌 반딧불이 알파카 라마 "
    "카피바라 미어캣 족제비 비버 두더지 치타 호랑이 사자 북극곰 반달곰 청설모 앵무새 플라밍고"
).split()
NUMBERS = 99
TRIES = 8  # with as many numbers, before there are ten times more


def candidates(speaker: str, room_id: int, day: date) -> Iterator[str]:
    """Names such as `고요한 수달 7`, without end, in the order in which this speaker would take them.

    Derived with a key, so that nobody without it can go back from a name to a speaker.
    """
    for attempt in count():
        said = f"{speaker}|{room_id}|{day}|{attempt}"
        pick = int.from_bytes(hmac.digest(settings.PSEUDONYM_KEY.encode(), said.encode(), hashlib.sha256))
        pick, adjective = divmod(pick, len(ADJECTIVES))
        pick, animal = divmod(pick, len(ANIMALS))
        numbers = (NUMBERS + 1) * 10 ** (attempt // TRIES) - 1
        yield f"{ADJECTIVES[adjective]} {ANIMALS[animal]} {pick % numbers + 1}"


def day_of(now: datetime) -> date:
    return (localtime(now) - DAY_BEGINS).date()
