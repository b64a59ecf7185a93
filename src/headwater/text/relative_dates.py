"""Dates that count back from now: "3 hours ago", "vor 3 Stunden", "3時間前", "yesterday"."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

_MINUTE, _HOUR, _DAY, _WEEK, _MONTH, _YEAR = 60, 3600, 86_400, 7 * 86_400, 30 * 86_400, 365 * 86_400

#: Word stems of units, by seconds; a stem may be followed by letters of its case or number.
_STEMS = {
    _MINUTE: "minut minuut min mins perc хвилин минут λεπτ dakika دقيق دقائق menit phút 分钟 分鐘 分 분 मिनट דקות דקה",
    _HOUR: "hour hr hrs h stunde std heure hora ore ora uur timm tim tuntia tunti godzin hodin órá óra час годин ώρ ωρ "
    "saat ساع jam giờ 小时 小時 時間 시간 घंटे घंटा ঘণ্টা שעות שעה stund",
    _DAY: "day tag jour día dia giorn dag päivä dni dzień dnem dny nap zile zi день дня дней дні днів μέρ ημέρ gün "
    "يوم أيام hari ngày 天 日 일 दिन দিন ימים יום dagar dage",
    _WEEK: "week woche semaine semana settiman weken veck uge uke viikko tydzie tygodn týdn hét săptămân недел тижд "
    "εβδομάδ hafta أسبوع minggu tuần 周 週間 주 सप्ताह שבוע",
    _MONTH: "month monat mois mes mese maand månad måned kuukau miesi měsíc hónap lun месяц місяц μήν ay شهر bulan "
    "tháng 个月 か月 개월 महीने חודש",
    _YEAR: "year jahr an ans année año ano ann jaar år vuot rok lat let év lata год лет рік років χρόν yıl سن tahun "
    "năm 年 년 साल שנה",
}
_SECONDS = {stem: seconds for seconds, stems in _STEMS.items() for stem in stems.split()}
#: Short stems stand alone, or take an s: "h", "min", "hrs"; "h" must not find "healthy".
_STEM_CHARACTERS = 4
_UNIT = "|".join(
    re.escape(stem) + (r"\w*" if len(stem) >= _STEM_CHARACTERS or not stem.isascii() else r"(?:en|er|e|s)?(?!\w)")
    for stem in sorted(_SECONDS, key=len, reverse=True)
)
_ONE = r"an?|one|ein(?:er|em|en)?|une?|un[ao]?|um|uma|een|en|ett"
_COUNTED = re.compile(
    rf"(?<!\w)(?:(?:vor|il y a|hace|há|před|acum|πριν από|πριν|منذ|قبل|לפני)[\s\u00a0]+"
    rf"(?P<n>\d{{1,3}}|{_ONE})[\s\u00a0]+(?P<u>{_UNIT})"
    rf"|(?P<n2>\d{{1,3}}|{_ONE})[\s\u00a0]?(?P<u2>{_UNIT})[\s\u00a0]*"
    rf"(?:ago|fa|geleden|sedan|siden|sitten|temu|ezelőtt|назад|тому|önce|lalu|yang lalu|trước|前|전|पहले|আগে))(?!\w)",
    re.IGNORECASE,
)
_DAYS_BACK = {
    0: "today heute aujourd'hui hoy hoje oggi vandaag idag i_dag tänään dzisiaj dzis dziś dnes ma astăzi сегодня "
    "сьогодні днес σήμερα bugün اليوم hari_ini hôm_nay 今天 今日 오늘 आज היום",
    1: "yesterday gestern hier ayer ontem ieri gisteren igår i_går eilen wczoraj včera tegnap вчера вчора χθες dün أمس "
    "kemarin hôm_qua 昨天 昨日 어제 कल אתמול",
}
_BACK = {word.replace("_", " "): days for days, words in _DAYS_BACK.items() for word in words.split()}
_NAMED = re.compile(
    rf"(?<!\w)(?P<w>{'|'.join(re.escape(word) for word in sorted(_BACK, key=len, reverse=True))})(?!\w)"
    r"(?:[,\s\u00a0]*(?:at|um|à|kl\.?|a las|às|в|,)?[\s\u00a0]*(?P<h>[0-2]?\d)[:.](?P<m>[0-5]\d))?",
    re.IGNORECASE,
)


#: One of these stands in every date that is counted back; a look for each is cheaper than the pattern.
_BACKWARDS_WRITTEN = """
    vor,il y a,hace,há,před,acum,πριν,منذ,قبل,לפני,ago,fa,geleden,sedan,siden,sitten,temu,ezelőtt,назад,тому,önce,lalu,
    trước,前,전,पहले,আগে
"""
_BACKWARDS = tuple(word.strip() for word in _BACKWARDS_WRITTEN.split(","))
_CLOCK = re.compile(r"\d[:.][0-5]\d")


def _holds(text: str, words: tuple[str, ...]) -> bool:
    for word in words:  # noqa: SIM110 - half the time of any()
        if word in text:
            return True
    return False


def find_relative(text: str, *, now: datetime) -> Iterator[tuple[datetime, bool, int, int]]:
    """Give (moment, whether it has a time of day, start, end) for each relative date of a short text.

    "today" counts only with a time of day: alone it stands in too many sentences.

    >>> next(find_relative("vor 3 Stunden", now=datetime(2026, 11, 23, 12)))[0].hour
    9
    """
    folded = text.lower()
    for match in _COUNTED.finditer(text) if _holds(folded, _BACKWARDS) else ():
        number = match["n"] or match["n2"]
        unit = _seconds((match["u"] or match["u2"]).lower())
        count = int(number) if number.isdigit() else 1
        moment = now - timedelta(seconds=count * unit)
        exact = unit <= _HOUR
        yield moment if exact else moment.replace(hour=0, minute=0, second=0, microsecond=0), exact, *match.span()
    # A named day counts only with the hour behind it.
    for match in _NAMED.finditer(text) if _CLOCK.search(text) else ():
        hour = int(match["h"] or 0)
        if match["h"] is None or hour >= 24:  # noqa: PLR2004 - hours of a day
            continue
        day = now - timedelta(days=_BACK[match["w"].lower()])
        yield day.replace(hour=hour, minute=int(match["m"]), second=0, microsecond=0), True, *match.span()


def _seconds(word: str) -> int:
    while word not in _SECONDS:
        word = word[:-1]
    return _SECONDS[word]
