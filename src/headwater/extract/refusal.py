"""Pages that hold no report: walls, lists, dead ends; refused for what they show, never for being short alone."""

import re
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlsplit

from headwater.extract.passages import Passage, Walked
from headwater.extract.structured import Structured, types_of
from headwater.model.article import NotArticleReason

_GONE = re.compile(
    r"\b404\b|\b410\b|page\s+(?:not|cannot\s+be|could\s+not\s+be|can['’]t\s+be)\s+found|not\s+found|(?:page|"
    r"article|story)\s+(?:you\W.{0,40})?(?:no\s+longer|does\s*n[o'’]t|doesn['’]t)\s+(?:exist|available)|"
    r"page\s+(?:is\s+)?(?:missing|unavailable|has\s+(?:moved|been\s+removed))|(?:seite|artikel|"
    r"beitrag)\s+(?:wurde\s+)?nicht\s+(?:gefunden|verfügbar|vorhanden|mehr)|page\s+(?:introuvable|"
    r"non\s+trouvée)|"
    r"página\s+no\s+(?:encontrada|existe|disponible)|página\s+não\s+(?:encontrada|existe)|"
    r"pagina\s+non\s+(?:trovata|esiste)|pagina\s+niet\s+gevonden|"
    r"sidan\s+(?:kunde\s+inte\s+hittas|hittades\s+inte|finns\s+inte)|siden\s+(?:blev\s+ikke|ble\s+ikke|"
    r"ikke)\s+fundet|sivua\s+ei\s+löyt|strona\s+nie\s+(?:istnieje|została\s+znaleziona)|nie\s+znaleziono|"
    r"(?:η\s+)?σελίδα\s+δεν\s+(?:βρέθηκε|υπάρχει)|δεν\s+βρέθηκε\s+(?:η\s+)?σελίδα|страницата\s+не\s+(?:е\s+намерена|"
    r"съществува)|pagin[aă]\s+nu\s+(?:a\s+fost\s+găsită|există)|stránka\s+(?:nenalezena|nebyla\s+nalezena|neexistuje)|"
    r"az?\s+oldal\s+nem\s+található|stranica\s+(?:nije\s+pronađena|ne\s+postoji)|halaman\s+tidak\s+ditemukan|"
    r"aradığınız\s+(?:sayfa|içerik)\s+bulun|هذه\s+الصفحة\s+غير|لم\s+يتم\s+العثور|הדף\s+לא\s+נמצא|"
    r"не\s+существует\s+такой\s+страницы|"
    r"страница\s+не\s+найдена|сторінк\w+\s+не\s+знайдено|sayfa\s+bulunamadı|الصفحة\s+غير\s+موجودة|页面不存在|找不到|"
    r"ページが見つかりません|페이지를\s+찾을\s+수",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"before\s+you\s+continue|we\s+(?:value|care\s+about|respect)\s+your\s+privacy|"
    r"your\s+privacy\s+(?:choices|matters|is\s+important)|(?:accept|manage|reject)\s+(?:all\s+)?cookies?|"
    r"cookie\s+(?:consent|settings|preferences)|"
    r"(?:uses?|store|set)\s+cookies|consent\s+to|ihre\s+(?:privatsphäre|zustimmung)|mit\s+werbung\s+(?:lesen|"
    r"weiterlesen)|cookies?\s+(?:akzeptieren|zustimmen|verwenden|einwilligen)|einwilligung|werbefrei|pur-abo|"
    r"(?:nous|ce\s+site)\s+.{0,30}cookies|accepter\s+et\s+continuer|votre\s+consentement|(?:usamos|utilizamos|"
    r"aceptar|aceitar)\s+(?:las?\s+|todas\s+as\s+|os\s+)?cookies|consentimiento|"
    r"(?:accetta|rifiuta|utilizziamo)\s+(?:i\s+)?cookie|consenso|cookies?\s+(?:accepteren|toestaan)|"
    r"αποδέχομαι|(?:αποδοχή|χρήση|χρησιμοποιούμε)\s+(?:όλων\s+)?(?:των\s+)?cookies|το\s+απόρρητό\s+σας|бисквитк|"
    r"utilizăm\s+cookie|súbory\s+cookie|soubory\s+cookie|pliki\s+cookie|ملفات\s+تعريف\s+الارتباط|עוגיות|"
    r"jouw\s+privacy|çerez|куки|файлы\s+cookie|同意|クッキー",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"(?:log|sign)\s*-?in\s+(?:to|required|or|for)|please\s+(?:log|sign)\s*-?in|create\s+(?:an?\s+|"
    r"your\s+)?(?:free\s+)?account|forgot\s+(?:your\s+)?password|bitte\s+(?:melden|loggen)|anmelden|einloggen|"
    r"se\s+connecter|connectez-vous|iniciar?\s+sesión|inicia\s+sesión|fazer\s+login|entrar\s+na\s+conta|"
    r"accedi\b|effettua\s+(?:il\s+)?login|inloggen|logga\s+in|log\s+ind|logg\s+inn|zaloguj|войти|войдите|"
    r"увійти|συνδεθείτε|σύνδεση\s+(?:μέλους|χρήστη)|συνδρομητ\w+\s+σύνδεση|влезте|вход\s+за|autentificare|"
    r"přihlásit|přihlaste|bejelentkez|prijavite\s+se|giriş\s+yap|تسجيل\s+الدخول|登录|ログイン|로그인",
    re.IGNORECASE,
)
_PAY = re.compile(
    r"subscribe\s+to\s+(?:continue|read|keep)|(?:for|to)\s+subscribers(?:\s+only)?|subscriber[- ]only|"
    r"already\s+a\s+subscriber|start\s+your\s+(?:free\s+)?trial|jetzt\s+(?:abonnieren|testen|weiterlesen)|"
    r"nur\s+für\s+abonnenten|"
    r"réservé\s+aux\s+abonnés|abonnez-vous\s+pour|(?:solo|exclusivo)\s+para\s+(?:suscriptores|assinantes)|"
    r"riservato\s+agli\s+abbonati|tylko\s+dla\s+prenumerator|только\s+для\s+подписчиков|μόνο\s+για\s+συνδρομητές|"
    r"само\s+за\s+абонати|exclusiv\s+pentru\s+abonați|للمشتركين\s+فقط|abonelere\s+özel|会员专享|"
    r"有料会員",
    re.IGNORECASE,
)


def _hints(written: str) -> tuple[str, ...]:
    return tuple(hint for line in written.split("\n") for hint in line.strip().split("|") if hint)


#: One of these stands in whatever the patterns find; a look for each is a tenth of the pattern's time.
_CONSENT_HINTS = _hints(
    """
    cookie|you continue|privacy|consen|privatsphäre|zustimmung|mit werbung|einwillig|werbefrei|pur-abo|accepter et
    çerez|куки|同意|クッキー|αποδέχομαι|απόρρητ|бисквитк|الارتباط|עוגיות
    """
)
_LOGIN_HINTS = _hints(
    """
    log in|log-in|login|log -in|sign in|sign-in|signin|sign -in|account|password|melden|loggen
    connect|sesión|conta|accedi|inloggen|logga in|log ind|logg inn|zaloguj|войти|войдите|увійти
    συνδεθείτε|σύνδεση|влезте|вход|autentificare|přihl|bejelentkez|prijavite
    giriş|تسجيل|登录|ログイン|로그인
    """
)
_PAY_HINTS = _hints(
    """
    subscri|your free trial|your trial|jetzt|abonnenten|abonnés|abonnez|suscriptores|assinantes|abbonati
    prenumerator|подписчик|συνδρομητές|абонати|abonați|للمشتركين|abonelere|会员|会員
    """
)
_SEARCH_TITLE = re.compile(
    r"search\s+results?|results?\s+for\b|suchergebnis|suche\s+nach|résultats?\s+(?:de\s+(?:la\s+)?recherche|"
    r"pour)|resultados?\s+(?:de\s+(?:la\s+)?b[uú]s|da\s+(?:busca|pesquisa)|para)|"
    r"risultati\s+(?:della\s+)?ricerca|zoekresultaten|"
    r"sökresultat|søgeresultat|søkeresultat|hakutulokset|wyniki\s+wyszukiwania|результаты\s+поиска|"
    r"результати\s+пошуку|αποτελέσματα\s+αναζήτησης|резултати\s+от\s+търсенето|"
    r"rezultatele\s+căutării|výsledky\s+(?:vyhledávání|hľadania)|keresési\s+eredmény|rezultati\s+pretrage|arama\s+sonuç|نتائج\s+البحث|搜索结果|検索結果|검색\s*결과",
    re.IGNORECASE,
)
_SEARCH_PATH = re.compile(
    r"/(?:search|suche|recherche|busca(?:r|dor)?|busqueda|cerca|ricerca|zoeken|sok|haku|szukaj|poisk|arama)(?:/|$|\.)"
)
_SEARCH_NAMES = frozenset({"q", "s", "query", "search", "suche", "keyword", "keywords", "text", "search_query"})
_LIST_TYPES = frozenset({"CollectionPage", "SearchResultsPage", "ItemList"})
_LONG_CHARACTERS = 1_500
_SHORT_CHARACTERS = 700
_SHELL_CHARACTERS = 25
_CARDS = 12
_CARD_RANGE = range(20, 200)
_CARD_LINK_SHARE = 0.7
_MENU_WORDS = 3
_INDEX_RATIO = 3.0
_INDEX_PROSE = 1_000


def find_refusal(
    walked: Walked, structured: Structured, *, kept: Sequence[Passage], url: str, headline: str | None
) -> tuple[NotArticleReason, str] | None:
    """Give the reason and a sentence why a page holds no report, or None where it holds one."""
    prose = sum(len(passage.text) - passage.linked for passage in kept)
    title = f"{structured.title or ''} {headline or ''}"
    if prose < _LONG_CHARACTERS and _GONE.search(title):
        return NotArticleReason.SOFT_404, f"The title says that the page is gone: {title.strip()[:80]}"
    if _is_search(structured, url, title):
        return NotArticleReason.SEARCH_RESULTS, "The address and the title are those of a search."
    wall = _wall(walked, kept, prose)
    if wall is not None:
        return wall
    if _is_index(walked, structured, prose, url):
        return NotArticleReason.INDEX_PAGE, "Headlines that lead elsewhere, and hardly any prose."
    if prose < _SHELL_CHARACTERS and not _says_article(structured):
        everything = sum(len(passage.text) for passage in walked.passages)
        if everything < _SHORT_CHARACTERS:
            return NotArticleReason.EMPTY, "The page has no text; it may need scripts."
    return None


def _is_search(structured: Structured, url: str, title: str) -> bool:
    parts = urlsplit(url)
    asks = any(name in _SEARCH_NAMES and value for name, value in parse_qsl(parts.query))
    is_path = _SEARCH_PATH.search(parts.path.lower()) is not None
    says = _SEARCH_TITLE.search(title) is not None
    typed = any("SearchResultsPage" in types_of(thing) for thing in structured.objects)
    return (says and (asks or is_path)) or (typed and not _says_article(structured))


def _wall(walked: Walked, kept: Sequence[Passage], prose: int) -> tuple[NotArticleReason, str] | None:
    """Tell walls: little prose, and most of it, or of the whole page, speaks of consent or of logging in."""
    if prose >= _LONG_CHARACTERS:
        return None
    texts = [passage.text for passage in walked.passages if passage.text]
    everything = sum(map(len, texts))
    # One search over everything answers for most pages; bodies from articleBody are not among the texts.
    whole = "\n".join({*texts, *(passage.text for passage in kept)})
    folded = whole.lower()
    for reason, pattern, hints, name in (
        (NotArticleReason.CONSENT_WALL, _CONSENT, _CONSENT_HINTS, "consent"),
        (NotArticleReason.LOGIN_WALL, _LOGIN, _LOGIN_HINTS, "logging in"),
        (NotArticleReason.PAYWALL, _PAY, _PAY_HINTS, "a subscription"),
    ):
        if not any(hint in folded for hint in hints) or not pattern.search(whole):
            continue
        inside = sum(len(passage.text) for passage in kept if pattern.search(passage.text))
        said = sum(len(text) for text in texts if pattern.search(text))
        speaks_of_it = inside * 2 > prose or (prose < _SHORT_CHARACTERS and said * 3 > everything)
        if inside + said and speaks_of_it and not (reason is NotArticleReason.PAYWALL and prose > _SHORT_CHARACTERS):
            return reason, f"What the page says is mostly about {name}."
    return None


def _says_article(structured: Structured) -> bool:
    return structured.article is not None or (structured.meta("og:type") or "").lower() == "article"


def _is_index(walked: Walked, structured: Structured, prose: int, url: str) -> bool:
    cards = [passage for passage in walked.passages if _is_card(passage)]
    linked = sum(passage.linked for passage in cards)
    if len(cards) < _CARDS or prose > _INDEX_PROSE or _says_article(structured):
        return False
    listed = any(_LIST_TYPES & set(types_of(thing)) for thing in structured.objects)
    is_root = urlsplit(url).path.strip("/") == "" and not urlsplit(url).query
    return linked > prose * (1.0 if listed or is_root else _INDEX_RATIO)


def _is_card(passage: Passage) -> bool:
    """Tell a linked headline; a menu's entry is shorter."""
    is_linked = passage.linked in _CARD_RANGE and passage.linked >= len(passage.text) * _CARD_LINK_SHARE
    return is_linked and len(passage.text.split()) > _MENU_WORDS
