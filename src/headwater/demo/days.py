"""Days as texts name them: `{on 1}`, `{day 1}` and `{date 1}` in six languages."""

import re
from datetime import date, timedelta

_PLACEHOLDER = re.compile(r"\{(on|day|date) ([0-3])\}")

_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    "el": ("Δευτέρα", "Τρίτη", "Τετάρτη", "Πέμπτη", "Παρασκευή", "Σάββατο", "Κυριακή"),
    "ru": ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
    "ar": ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
}
_RU_ON = ("в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье")
_EL_NEUTER = 5
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "el": "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου "
    "Δεκεμβρίου",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}


def fill_days(text: str, *, language: str, first_day: date) -> str:
    """Give the text with its days named; day 1 is `first_day`.

    >>> fill_days("It sank {on 1}, {date 1}.", language="en", first_day=date(2026, 3, 2))
    'It sank on Monday, 2 March.'
    >>> fill_days("{on 2}", language="ru", first_day=date(2026, 3, 2))
    'во вторник'
    """

    def named(found: re.Match[str]) -> str:
        day = first_day + timedelta(days=int(found[2]) - 1)
        return _FORMS[found[1]](day, language)

    return _PLACEHOLDER.sub(named, text)


def weekday(day: date, language: str) -> str:
    """Give the name of a day's weekday."""
    return _DAYS[language][day.weekday()]


def on_weekday(day: date, language: str) -> str:
    """Give the weekday with what a language puts before it: "on Monday"."""
    name = weekday(day, language)
    forms = {
        "en": f"on {name}",
        "de": f"am {name}",
        "es": f"el {name}",
        "el": f"{'το' if day.weekday() == _EL_NEUTER else 'την'} {name}".replace("την Δ", "τη Δ"),
        "ru": _RU_ON[day.weekday()],
        "ar": f"يوم {name}",
    }
    return forms[language]


def day_and_month(day: date, language: str) -> str:
    """Give a date without its year: "2 March", "2. März"."""
    month = _MONTHS[language].split()[day.month - 1]
    forms = {"de": f"{day.day}. {month}", "es": f"{day.day} de {month}"}
    return forms.get(language, f"{day.day} {month}")


_FORMS = {"on": on_weekday, "day": weekday, "date": day_and_month}
