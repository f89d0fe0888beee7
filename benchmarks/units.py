"""How long it takes to resolve 100,000 mentions of units, beside what rapidfuzz needs to find the nearest of the same names.

    python benchmarks/units.py [--mentions 100000]

The mentions are short and long forms of organs at all cities, in an order that mixes the places. The names are those of all
organs of all cities, which is what a mention is settled among; rapidfuzz is timed once over all of them, and once, as an
upper bound of what help it could have, over those of the mention's own city alone. Its time is taken over a sample and
scaled up. It only proposes: how often its first proposal is right is printed too. No form was read before.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date

from rapidfuzz import fuzz, process

from extractors.knowledge import Knowledge, Place
from extractors.units.organs import organ_index, organ_name
from extractors.units.places import gazetteer
from extractors.units.reading import reader

DAY = date(2023, 3, 1)
_FEW, _MORE = 100, 5_000  # mentions that rapidfuzz is timed over
FORMS = [
    "市发展改革委", "市发改委", "市教育局", "市科技局", "市公安局", "市民政局", "市司法局", "市财政局", "市人社局", "市人力资源社会保障局", "市自然资源局",
    "市生态环境局", "市住房城乡建设局", "市住建局", "市交通运输局", "市水利局", "市农业农村局", "市商务局", "市卫生健康委", "市卫健委", "市退役军人局", "市应急局",
    "市审计局", "市市场监管局", "市体育局", "市统计局", "市医保局", "市林业局", "市信访局", "市税务局", "市气象局", "市邮政管理局", "市残联", "市妇联",
    "市总工会", "市工商联", "团市委", "市委宣传部", "市委组织部", "市委政法委", "市委编办", "市委网信办", "市纪委监委", "市人大常委会", "市政协",
    "市政府办公室", "市中级人民法院", "市人民检察院", "市消防救援支队", "市公积金中心",
]  # fmt: skip


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--mentions", type=int, default=100_000)
    given = arguments.parse_args()
    knowledge = Knowledge.load()
    places = gazetteer(knowledge)
    cities = [place for place in knowledge.places if place.level == "city" and place.name.endswith("市") and place.stands_in(DAY.year)]
    order = random.Random(7)
    mentions = [(order.choice(cities), order.choice(FORMS)) for _ in range(given.mentions)]

    began = time.perf_counter()
    named = 0
    for place, form in mentions:
        unit = reader(knowledge, place, DAY).read(form)
        named += unit is not None and unit.organ is not None
    ours = time.perf_counter() - began

    index = organ_index(knowledge)
    names: dict[str, list[str]] = defaultdict(list)
    for place in cities:
        kinds = (fitted for organ in knowledge.organs for fitted in index.of_kind(organ.kind, place, DAY) if fitted.organ is organ)
        names[place.code] = [organ_name(fitted.organ, place, places, DAY.year) for fitted in kinds]
    every = [name for city in cities for name in names[city.code]]
    far, _ = _compared(mentions[:_FEW], lambda _: every, knowledge)
    near, right = _compared(mentions[:_MORE], lambda place: names[place.code], knowledge)
    all_names, own_names = far * len(mentions) / _FEW, near * len(mentions) / _MORE
    print(f"mentions {len(mentions)}, cities {len(cities)}, names {len(every)}")
    print(f"policygraph               {ours:8.2f} s, {named / len(mentions):.1%} settled to a place and an organ")
    print(f"rapidfuzz, the same names {all_names:8.2f} s, ratio {ours / all_names:.4f}")
    print(f"rapidfuzz, told the city  {own_names:8.2f} s, ratio {ours / own_names:.4f}; its first proposal is the same name in {right:.1%}")


def _compared(mentions: list[tuple[Place, str]], names_of: Callable[[Place], list[str]], knowledge: Knowledge) -> tuple[float, float]:
    """The seconds that rapidfuzz takes, and the part of its first proposals that are the name to which the rows of organs lead."""
    began = time.perf_counter()
    found = [process.extractOne(form, names_of(place), scorer=fuzz.ratio) for place, form in mentions]
    seconds = time.perf_counter() - began
    units = [reader(knowledge, place, DAY).read(form) for place, form in mentions]
    right = sum(unit is not None and best is not None and best[0] == unit.name for unit, best in zip(units, found, strict=True))
    return seconds, right / len(mentions)


if __name__ == "__main__":
    main()
