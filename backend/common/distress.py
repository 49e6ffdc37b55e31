"""Whether a text says plainly that somebody thinks of suicide or hurts themselves, and whom to call then.

What it is for: whoever writes such a line is shown the numbers of people who listen, at once and kindly. Nothing is
blocked, nobody is told apart from the staff, so in doubt it says yes.

What it can't do: these are rules about words. They know nothing of irony, of what was said before, of pictures, of
other languages but a little English, or of sorrow that is told without these words; they miss most of what a friend
would hear, and now and then they hear too much. A yes is no diagnosis, a no is no all-clear.

Idioms that every pupil uses (배고파 죽겠다, 웃겨 죽는 줄, 폰 죽었다) are no distress.

The helplines are those of the Republic of Korea, free and open day and night: 109, the one number for suicide
prevention since January 2024 (보건복지부, 자살예방 상담전화), and 1388 for young people (여성가족부, 청소년상담전화).
"""

import re
from dataclasses import dataclass

from common.contact_data import normalise


@dataclass(frozen=True)
class Helpline:
    name: str
    phone: str


HELPLINES = (Helpline("자살예방 상담전화", "109"), Helpline("청소년전화", "1388"))

GAP = r"[\s.,·~…*^_-]{0,3}"  # what a space in a rule stands for: people write 죽고싶다, 죽고 싶다 and 죽.고.싶.다
VERY = "(?:너무 |진짜 |정말 |그냥 |다 )?"
RULES = (
    # wishes to die
    r"(?<!기)[죽쥭듁] [고구꼬] (?:싶|싲|십[다어]|시[퍼프포파])|[죽쥭] [고구](?:ㅅㅍ|파)|주꼬 싶|[뒤디]지고 싶",
    r"죽어 버리고 싶|죽어 버릴[까래게거]|죽어 버린대|죽어 버렸으면",
    r"(?:그냥|걍|차라리|확|콱|이대로|오늘|내일|나|내가|자다가|조용히|편하게|안 아프게|빨리)"
    r" 죽(?:을래|을까|고 말|으면 좋|었으면|는 방법|을 방법)",
    r"(?:그냥|걍|확|콱) 뒤질[까래]|(?:자꾸|계속|맨날) 죽는다고 (?:해|하|말)|(?:나가|나보고|나한테) 죽으[라래]",
    r"(?:그냥|걍|같이|확|콱|우리) 죽자(?!고| 사자| 살자)",
    r"차라리 (?:내가 )?죽는 [게것편]|죽는 [게것] (?:더 )?(?:낫|나을|편하|나아)",
    r"죽으면 (?:다 |모든 게 )?(?:편|끝나|괜찮아지)",
    r"죽을 (?:방법|용기|생각)|죽는 방법|죽으려고 (?:했|하|한|약|옥상)",
    r"(?:오늘|내일|이제|그냥) 죽을 [거꺼](?:야|임|다|라고|래)",
    r"나 (?:좀 |를 )?죽여 (?:줘|줬|주라|주세|줄 사람)",
    # does not want to live on
    rf"살기 (?:가 |도 |조차 )?{VERY}싫",
    r"살고 싶(?:지 (?:가 |도 |는 )?않|은 마음이 없|진 않)|그만 살고 싶|그만 살[래까]",
    r"살 이유가? (?:없|모르|뭐)|살아갈 (?:이유|자신|힘)|살아야 (?:할|될|하는) 이유|살아서 뭐|살 가치|살 의미",
    r"왜 (?:사는지|살아야 (?:하|되|돼))",
    rf"(?:사는|살아가는|살아 있는|숨 쉬는) [게것](?:이 |조차 )? {VERY}"
    r"(?:힘들|지겹|지쳤|지친|싫|괴롭|고통|의미 없|무의미|귀찮|벌 같)",
    rf"(?:더는|더 이상|이젠?|이제는) {VERY}못 (?:버티|버틸|견디|살겠|살 것)|못 버티겠",
    r"더 버틸 (?:힘|자신|수)|버틸 수가? 없",
    r"태어나지 (?:말|않)|태어난 [게것](?:이 )? (?:너무 )?(?:후회|싫|죄|잘못)|안 태어났으면|왜 태어났",
    r"(?:인생|삶|목숨|(?<![가-힣])생)(?:을|를)? (?:그냥 |다 |이만 )?"
    r"(?:포기하고 싶|끝내(?![주줬준])|끊|마감|놓고 싶|내려놓고 싶)",
    r"(?:^|그냥|이제|이젠|모든 걸) 다 끝내(?:고 싶| 버리)|모든 걸 끝내고 싶",
    r"(?:세상|이승) (?:을 )?(?:떠나고|뜨고|등지고) 싶|(?:저세상|저승|하늘나라)(?:에|로)? 가고 싶",
    r"영원히 (?:잠들|자고 싶|안 깨)|이대로 안 깨|눈 뜨고 싶지 않|숨 쉬기 싫",
    r"(?:눈|잠에서) (?:을 )?[안못] (?:떴으면|깼으면|깨어났으면)",
    # to be gone
    r"(?:사라지|없어지|사라져 버리|없어져 버리|증발하)고 싶",
    r"(?:내가|나는?|나 하나) (?:만 )?(?:없어지면|사라지면|없어져도|사라져도|없어졌으면|사라졌으면)",
    r"(?:내가|나|나만|나 하나) (?:없으면|죽으면|죽어도|없어도)"
    r" .{0,12}(?:행복|편할|편해|좋아할|나을|아무도|슬퍼|울어|모를|신경)",
    r"(?:나|내가) 같은 [건거애놈년](?:는|은)? .{0,4}(?:죽어야|없어져야|사라져야)",
    # ways; 자 is the end of many words that 살 and 해 can follow: 과자 살래, 혼자 해
    r"(?<![과모피의여남감사혼상부탁액한문글박보가하치끼먹놀타])자[.·*_~/1-]{0,2}살(?!골|특공|돌|폭탄|테러)",
    r"(?<![가-힣])자[.·*_~/1-]{0,2}해(?!공갈)(?:[하했한할함중충흉를로가계러전]|자국|상처|시도|도 해|마렵"
    r"|는 (?:애|사람|친구|거)|$|[\s.,!?ㅠㅜㅋ])",
    r"ㅈ살|ㅈㅅ (?:하고 싶|할까|할래|각|마렵|충동|시도|생각|하려)|ㅈㅎ (?:하고 싶|했|충동|흉터|자국|마렵|시도)",
    r"ㅈㄱㅅ[ㄷㅇㅍ]|ㅈㄱ 싶",
    r"뛰어 내리(?:고 싶|면 (?:죽|편|끝|아플)|려고|려 했)|뛰어 내릴까",
    r"(?:옥상|아파트|베란다|창문|다리|한강|난간|\d층)(?:에서|으로|에|위)? .{0,6}뛰어 내[리려릴]",
    r"한강 물 (?:온도|따뜻|차갑|차가|시원)|(?<![가-힣])투신|목(?:을 )? 매달|목을 [맸맬]",
    r"(?:손목|팔|팔뚝|허벅지)(?:을|에|도)? (?:또 |자꾸 |막 |(?:커터)?칼로 )?(?:그었|긋|그을|그어|그은|그으)",
    r"칼로 (?:또 )?(?:손목|팔|몸|허벅지|나를|내 몸)",
    r"(?:내 몸|몸에|스스로|나를|내 팔) (?:을 |에 )?(?:상처 (?:를 )?(?:내고|냈|내는|내게)|해치|다치게 하고)",
    r"(?:약|수면제|진통제|타이레놀)(?:을)? .{0,6}(?:한꺼번에|털어 넣|한 통 다|수십 알|왕창|과다)|약물 과다",
    r"번개탄 (?:을 )?(?:피우|피워|피울)|극단적(?:인)? (?:선택|생각|시도)",
    r"(?<![가-힣])유서(?:를|도|에|나|는|까지|라도)? (?:쓰|써|썼|쓸|쓴|남|적|같은|발견|봤|$)",
    # English
    r"kill(?:ing)? (?:myself|themsel(?:f|ves)|himself|herself)|(?<![a-z])kms(?![a-z])|suicid(?:e|al)(?! squad)",
    r"(?:want|wanna) (?:to )?die(?![a-z])|end(?:ing)? my (?:own )?life",
    r"(?:don'?t|do not) (?:want to|wanna) (?:live|be alive|exist)",
    r"self harm|(?:cut|cutting|hurt|hurting) myself|better off (?:dead|without me)",
)
PATTERN = re.compile("|".join(f"(?:{rule.replace(' ', GAP)})" for rule in RULES))


def suggests_self_harm(text: str) -> bool:
    """Whether the writer seems to be in danger, or to worry about somebody who is."""
    return bool(PATTERN.search(normalise(text).text))
