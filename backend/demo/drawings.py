"""Pictures of the demo, drawn by us when they are needed."""

import math
from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

PAPER, LINE, INK = "#fbfaf6", "#e3e1d8", "#4b5369"
# A winter week: what is done at which hours, by colour; lessons, own work, exercise, rest
SUBJECTS = {"math": "#8f98f7", "korean": "#f4a261", "science": "#7fd8a6", "sport": "#ff9298", "rest": "#dfe3ee"}
MORNINGS = ["math", "korean", "math", "science", "math", "korean", "rest"]
AFTERNOONS = ["science", "math", "korean", "math", "science", "sport", "rest"]
EVENINGS = ["korean", "science", "sport", "korean", "math", "rest", "math"]


def timetable() -> Image.Image:
    """Seven days, from eight in the morning to ten at night."""
    picture = Image.new("RGB", (1400, 1000), PAPER)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(34)
    for hour in range(8, 23, 2):
        y = 110 + (hour - 8) * 60
        draw.line((110, y, 1360, y), LINE, 2)
        draw.text((60, y), f"{hour:02}", INK, font, anchor="mm")
    for day, letter in enumerate("MTWTFSS"):
        left = 120 + day * 178
        draw.text((left + 82, 60), letter, INK, font, anchor="mm")
        for subjects, start, hours in ((MORNINGS, 9, 3), (AFTERNOONS, 14, 3.5), (EVENINGS, 19, 2.5)):
            top = 110 + (start - 8) * 60
            draw.rounded_rectangle((left, top, left + 164, top + hours * 60), 18, SUBJECTS[subjects[day]])
    return picture


def bell_curve() -> Image.Image:
    """The normal distribution, with the best 4 % shaded: those from 1.75 standard deviations up."""
    picture = Image.new("RGB", (1400, 800), PAPER)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(34)
    points = [(700 + x, 680 - 560 * math.exp(-((x / 190) ** 2) / 2)) for x in range(-640, 641, 4)]
    best = [point for point in points if point[0] >= 700 + 1.75 * 190]
    draw.polygon([(best[0][0], 680), *best, (best[-1][0], 680)], "#8f98f7")
    draw.line(points, INK, 6, "curve")
    draw.line((40, 680, 1360, 680), INK, 4)
    for step in range(-3, 4):
        x = 700 + step * 190
        draw.line((x, 680, x, 700), INK, 4)
        draw.text((x, 740), f"{step:+d}σ" if step else "m", INK, font, anchor="mm")
    return picture


DRAWINGS: dict[str, Callable[[], Image.Image]] = {"timetable": timetable, "bell_curve": bell_curve}


def draw(name: str) -> bytes:
    """As PNG."""
    buffer = BytesIO()
    DRAWINGS[name]().save(buffer, "PNG")
    return buffer.getvalue()
