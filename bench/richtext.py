"""What the dearest texts cost to render beside a plain one of the same length: CPU time, in turns within one run."""

import statistics
import sys
import time

from tools.paths import BACKEND

LENGTH = 20_000  # of the longest post
ROUNDS = 5
TARGET = 15  # times a plain text
PLAIN = "오늘 급식은 맛있었다. 내일은 시험이다.\n"
HOSTILE = (
    *("http://a.", "a.kr ", "a@a.kr ", r"\(", "$$a\n\n", "$x$ ", r"$\frac{a}{b}$ ", "$" + "{" * 400 + "}" * 400 + "$ "),
    *("*", "가*", "_a __b ", "`a", "[", "![", "[](", "<", "- a\n", "* * * a\n", "# a\n", "<\n\n"),
    "|a" * 40 + "|\n" + "|-" * 40 + "|\n" + "|\n" * 100 + "\n",
)


def main() -> None:
    sys.path.insert(0, str(BACKEND))
    from common import richtext

    def cpu_ms(unit: str) -> float:
        source = (unit * LENGTH)[:LENGTH]
        before = time.process_time()
        richtext.render(source)
        return (time.process_time() - before) * 1000

    cpu_ms(PLAIN)  # what is loaded on first use
    ratios = {unit: statistics.median(cpu_ms(unit) / cpu_ms(PLAIN) for _ in range(ROUNDS)) for unit in HOSTILE}
    for unit, ratio in sorted(ratios.items(), key=lambda pair: -pair[1]):
        sys.stdout.write(f"{ratio:5.1f}  {unit[:20]!r}\n")
    sys.stdout.write(f"dearest text: {max(ratios.values()):.1f} times a plain one (target {TARGET})\n")


if __name__ == "__main__":
    main()
