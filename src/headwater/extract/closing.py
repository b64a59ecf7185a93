"""Headings that call the reader to other things, in the languages of our outlets, and what stands under them.

Small portals set "Also in the news", «Διαβάστε επίσης», «Читайте также» over teasers whose texts look like paragraphs.
Each heading was met on several sites, or is the usual word of its language for the same box.
"""

from collections import Counter
from collections.abc import Sequence

from headwater.extract.beginnings import wordings
from headwater.extract.lines import in_small_letters, is_boilerplate
from headwater.extract.passages import Box, Passage, Shape
from headwater.extract.site_talk import is_label

_LONGEST = 70
#: Under such a heading stands less than this share of the prose; where it is more, the heading is the report's own.
_LARGEST_SHARE = 0.4
#: In one column with the report, a heading closes it only after this share of the prose.
_BEFORE_SHARE = 0.5
_CALLING = frozenset({Shape.HEADING, Shape.PARAGRAPH})
#: A heading that comes so often names sections of the report itself: "Recommended courses" under each of ten topics.
_OWN_SECTIONS = 3
_CALLS = (
    # English
    (
        r"also (?:in the news|read|see).*|read (?:also|next|more)\b.*|(?:recent|latest|popular|featured|"
        r"other|top|trending) (?:articles?|posts?|news|stories|headlines|blog.*)|more (?:news|stories|"
        r"articles|posts|from|like this|to read)\b.*|related\b(?:.{0,30})|(?:you|we think you)(?: may|"
        r" might|['’]ll)? (?:also )?(?:like|love|enjoy)|recommended.{0,30}|most (?:read|popular|viewed|"
        r"shared)|trending(?: now)?|up next|keep reading|don['’]t miss|testimonials?|(?:about|"
        r"meet) the (?:authors?|writer)|author bio|(?:leave|post|write|add) a (?:reply|comment)|"
        r"\d* ?comments?|(?:share|follow|subscribe|newsletter|sign up|join our)\b.{0,40}|"
        r"insta(?:gram)? feed|privacy overview|from (?:our partners|around the web)|(?:sponsored|"
        r"promoted) (?:content|stories)|what(?:['’]s| is) new"
    ),
    # German
    (
        r"(?:das |dieses thema )?(?:könnte|dürfte) .{0,20}(?:interessieren|gefallen)|auch interessant|"
        r"mehr (?:zum thema|nachrichten|artikel|aus|von|themen|news)\b.{0,40}|weitere (?:artikel|beiträge|"
        r"nachrichten|meldungen|themen|news|tipps)\b.{0,40}|lesen sie (?:auch|mehr|weiter).*|(?:ähnliche|"
        r"verwandte|neueste|aktuelle|beliebte|letzte) (?:beiträge|artikel|themen|meldungen|news)|"
        r"meist ?gelesen.*|über (?:den autor|die autorin|die autoren)|(?:\d+ )?kommentare?|"
        r"schreibe? einen kommentar|zum weiterlesen|schon gelesen\?|jetzt teilen.*|folgen sie uns.*|"
        r"empfehlungen (?:der redaktion|aus|für sie).*|das könnte auch interessant sein|"
        r"teilen(?: sie .{0,30})?"
    ),
    # Greek
    (
        r"διαβάστε (?:επίσης|ακόμ[ηα]|περισσότερα|και|ακόμη).*|δείτε (?:επίσης|ακόμ[ηα]|και).*|"
        r"σχετικ[άέ]ς? ?(?:άρθρα|θέματα|νέα|ειδήσεις)?|περισσότερα (?:άρθρα|νέα|από).*|τελευταί(?:α νέα|"
        r"ες ειδήσεις).*|δημοφιλή.*|ροή ειδήσεων|ακολουθήστε .*|(?:μπορεί|ίσως) .{0,20}ενδιαφέρ\w+.*|"
        r"προτεινόμενα.*|(?:\d+ )?σχόλια|κοινοποί\w+.*|μοιραστείτε .*|εγγραφείτε .*|αφήστε (?:μια απάντηση|"
        r"σχόλιο).*|όλες οι ειδήσεις.*"
    ),
    # Russian, Ukrainian, Bulgarian
    (
        r"(?:читайте|смотрите|читати|дивіться) (?:также|ещё|еще|далее|нас|також|ще).*|"
        r"(?:вам )?может (?:быть )?.{0,12}(?:интересно|понравит).*|(?:материалы|новости|ещё|еще|"
        r"статьи) по теме.*|по теме|(?:похожие|другие|последние|главные|популярные|схожі|останні|"
        r"інші) (?:статьи|новости|материалы|записи|новини|статті).*|самое читаемое|популярное.*|"
        r"(?:\d+ )?комментари[ийея]+|поделиться.*|подпи(?:шитесь|сывайтесь|шіться).*|об авторе|"
        r"новости партн[её]ров|(?:прочетете|вижте) (?:още|също).*|още (?:по темата|новини).*|"
        r"свързани (?:статии|новини|публикации)|последни новини|най-четени.*|(?:\d+ )?коментар[иі]?|"
        r"сподели.*|последвайте ни.*|може да ви .*"
    ),
    # Turkish
    (
        r"(?:bunlar da |bu haberler de )?ilginizi çekebilir.*|(?:ilgili|benzer|son|diğer|öne çikan|"
        r"popüler) (?:haber|yazi|konu|içerik)(?:ler|lar)?|çok okunan(?:lar)?|öne çikanlar?|(?:bizi|"
        r"sosyal medyada) .{0,20}takip edin.*|(?:\d+ )?yorum(?:lar)?|yorum (?:yap|yaz).*|paylaş.*|"
        r"siradaki haber|(?:bunlari|bunu) da okuyun.*|son dakika"
    ),
    # Spanish, Portuguese
    (
        r"(?:también |tal vez |quizás |esto )?te (?:puede|podría|pueden) .{0,12}(?:interesar|gustar).*|"
        r"(?:lee|lea|leer|vea|mira|leia|veja|ver) (?:también|además|más|también|também|mais)\b.*|"
        r"(?:noticias|artículos|notas|entradas|temas|contenidos|notícias|matérias|artigos|posts|"
        r"conteúdos) (?:relacionad[oa]s|recientes|recentes|similares)|(?:últimas|más|otras|mais|"
        r"outras) (?:noticias|notícias).*|(?:lo |las |as )?m(?:ás|ais) (?:leíd|vist|lid)[oa]s?|"
        r"(?:\d+ )?coment[aá]rios?|(?:deja|deixe|escribe) .{0,6}comentario.*|compart(?:e|ir|ilhe|ilhar)\b.*|"
        r"(?:síguenos|siga-nos|sigue a).*|sobre (?:el|la|o|a) autora?|(?:você )?(?:também )?pode (?:gostar|"
        r"interessar).*|recomendad[oa]s.*|relacionad[oa]s|saiba mais"
    ),
    # French, Italian
    (
        r"(?:à |a )?lire (?:aussi|également|la suite).*|voir aussi.*|sur le même (?:sujet|thème)|"
        r"dans la même .*|(?:articles|sujets|contenus) (?:liés|similaires|associés|connexes|récents)|"
        r"(?:vous (?:aimerez|pourriez)|cela pourrait|ça pourrait) .*|(?:les )?plus lus|(?:dernières|"
        r"autres) (?:actualités|nouvelles|infos)|(?:\d+ )?commentaires?|laisser un commentaire|partager.*|"
        r"suivez-nous.*|à propos de l['’]auteure?|(?:leggi|vedi) (?:anche|pure).*|(?:articoli|notizie|"
        r"contenuti) (?:correlat|simil|recent)[ie]|(?:ti )?potrebbe(?:ro)? (?:interessar|piacer).*|"
        r"(?:ultime|altre) notizie.*|(?:i )?più lett[ie]|(?:\d+ )?commenti|condividi.*|seguici.*|"
        r"sull['’]autor[ei]|lascia un commento|altro su .*"
    ),
    # Dutch, Scandinavian, Polish, Romanian
    (
        r"lees (?:ook|verder|meer).*|gerelateerde? .*|meer nieuws.*|(?:läs|les|læs) (?:också|mer|även|også|"
        r"mere).*|relaterade? .*|lue myös.*|(?:czytaj|zobacz|przeczytaj) (?:także|też|również|więcej).*|"
        r"polecamy.*|powiązane.*|(?:podobne|najnowsze) (?:artykuły|wpisy)|(?:citește|vezi) și.*|"
        r"articole (?:similare|recente).*"
    ),
    # Arabic, Persian, Hebrew
    (
        r"(?:اقرأ|إقرأ|شاهد|طالع) (?:أيض\w+|ايض\w+|المزيد|كذلك).*|(?:مواضيع|أخبار|مقالات|"
        r"موضوعات) (?:ذات صلة|متعلقة|مشابهة|أخرى)|ذات صلة|قد (?:يعجبك|يهمك|تهمك).*|الأ?ا?كثر (?:قراءة|"
        r"مشاهدة).*|آخر الأخبار|المزيد من .*|تابعونا .*|شارك.*|التعليقات|مطالب مرتبط.*|بیشتر بخوانید.*|"
        r"(?:כתבות|עוד) (?:נוספות|בנושא).*|קראו (?:גם|עוד).*|אולי יעניין.*"
    ),
    # Japanese, Chinese, Korean
    (
        r"関連(?:記事|ニュース|リンク|トピックス).*|おすすめ.*|あわせて読みたい.*|最新(?:記事|ニュース|新闻|"
        r"文章).*|人気(?:記事|ランキング).*|この記事を(?:書いた人|シェア).*|コメント.{0,6}|相[关關](?:阅读|"
        r"閱讀|新闻|新聞|文章|推荐|报道|報導).*|延伸[阅閱][读讀].*|推[荐薦][阅閱][读讀].*|"
        r"[热熱][门門](?:文章|新闻|新聞).*|猜你喜[欢歡]|更多.{0,8}|[评評][论論]|分享.{0,8}|관련\s*(?:기사|"
        r"뉴스).*|많이 본.*|추천 .*"
    ),
)
#: Over a line in small letters.
_CALL = wordings("|".join(_CALLS), before=r"\W*", after=r"\W*")


def calls_away(line: str) -> bool:
    """Tell whether a line is the heading of a box that leads elsewhere.

    >>> calls_away("Διαβάστε επίσης:"), calls_away("ALSO IN THE NEWS"), calls_away("Dam opens after rain")
    (True, True, False)
    """
    return len(line) <= _LONGEST and (_CALL.fullmatch(in_small_letters(line)) or is_label(line))


def without_calls(pairs: Sequence[tuple[Passage, float]]) -> list[tuple[Passage, float]]:
    """Give the passages, with their weights, less the headings that call away and what stands under each."""
    total = float(sum(len(passage.text) for passage, _ in pairs))
    kept = list(pairs)
    said = Counter(passage.text for passage, _ in pairs if passage.shape in _CALLING)
    index = 0
    while index < len(kept):
        passage = kept[index][0]
        if passage.shape in _CALLING and said[passage.text] < _OWN_SECTIONS and calls_away(passage.text):
            end = _end_of_call(kept, index, total)
            del kept[index:end]
        elif passage.shape is Shape.PARAGRAPH and said[passage.text] >= _OWN_SECTIONS and is_boilerplate(passage.text):
            del kept[index]
        else:
            index += 1
    return kept


def _end_of_call(pairs: list[tuple[Passage, float]], index: int, total: float) -> int:
    """Give the index behind what a heading stands over: its box, else the column up to a heading like it."""
    box = _own_box(pairs, index)
    end = index + 1
    while end < len(pairs) and _is_in(pairs[end][0].box, box):
        end += 1
    if end > index + 1:
        return end if _share(pairs[index:end], total) < _LARGEST_SHARE else index + 1
    heading = pairs[index][0]
    if heading.shape is not Shape.HEADING or _share(pairs[:index], total) < _BEFORE_SHARE:
        return end
    while end < len(pairs) and not _is_like(pairs[end][0], heading):
        end += 1
    return end if _share(pairs[index:end], total) < _LARGEST_SHARE else index + 1


def _own_box(pairs: list[tuple[Passage, float]], index: int) -> Box:
    """Give the widest box that begins with the heading, as far as what is kept goes."""
    box = pairs[index][0].box
    while box.parent is not None and (index == 0 or not _is_in(pairs[index - 1][0].box, box.parent)):
        box = box.parent
    return box


def _is_in(inner: Box | None, outer: Box) -> bool:
    while inner is not None:
        if inner is outer:
            return True
        inner = inner.parent
    return False


def _is_like(passage: Passage, heading: Passage) -> bool:
    is_heading = passage.shape is Shape.HEADING and passage.box.tag <= heading.box.tag
    return is_heading and not calls_away(passage.text)


def _share(pairs: Sequence[tuple[Passage, float]], total: float) -> float:
    return sum(len(passage.text) for passage, _ in pairs) / total if total else 0.0
