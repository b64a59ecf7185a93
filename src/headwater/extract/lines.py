"""Lines that sites set inside and under their reports and that are no part of them, in many languages.

A line counts only when it is short and says nothing else: "Subscribe to our newsletter" goes, a paragraph that
mentions a newsletter stays. Each pattern was met on pages of several sites.
"""

import re

from headwater.extract.beginnings import wordings
from headwater.extract.site_talk import is_site_talk

_MAX_CHARACTERS = 180
_SHORT_CHARACTERS = 60


def _unspaced(written: str) -> str:
    """Give a pattern without the blanks and ends of lines it is written with."""
    return "".join(written.split())


#: Whole short lines.
_WHOLE = wordings(
    _unspaced(
        r"""
    (?:-\s*|\W*)?(?:advertisement|advertising|ad|anzeige|werbung|publicité|publicidad|publicidade|pubblicità|reklama?|реклама|
      advertentie|annons|annonce|mainos|hirdetés|iklan|إعلان|広告|广告|광고)(?:\s*[-–]\s*(?:continue|scroll|weiterlesen|story).*)?
    |(?:article|story)\s+continues\s+(?:below|after).*|(?:continue|keep)\s+reading(?:\s+below)?|scroll\s+(?:down\s+)?to\s+continue.*
    |(?:read|learn|find\s+out|see|view|show|load)\s+(?:more|all|less)|weiterlesen|mehr\s+(?:lesen|anzeigen|dazu|zum\s+thema)
    |lire\s+la\s+suite|en\s+savoir\s+plus|leer\s+más|ver\s+más|leia\s+mais|ler\s+mais|leggi\s+(?:tutto|anche|di\s+più)|lees\s+(?:meer|verder|ook)
    |läs\s+(?:mer|också|även)|les\s+(?:mer|også)|læs\s+(?:mere|også)|lue\s+(?:lisää|myös)|czytaj\s+(?:więcej|także|też)|zobacz\s+(?:też|także)
    |devamini\s+oku|читать\s+(?:далее|также)|читайте\s+также|читайте\s+также:?|читайте\s+також:?|اقرأ\s+(?:أيضا|أيضاً|المزيد)|もっと見る|続きを読む|阅读更多|더\s*보기
    |(?:you\s+(?:may|might)\s+(?:also\s+)?(?:like|enjoy|be\s+interested\s+in)|related(?:\s+(?:articles?|stories|posts?|topics?|content|news|reading|links?))?
    |recommended(?:\s+(?:for\s+you|reading|stories))?|more\s+(?:from|on|stories|like\s+this|news|in)\b.{0,40}|most\s+(?:read|popular)|trending(?:\s+now)?|don['’]t\s+miss|up\s+next|read\s+next
    |das\s+könnte\s+(?:sie|dich)\s+auch\s+interessieren|lesen\s+sie\s+auch|mehr\s+zum\s+thema|auch\s+interessant|verwandte\s+(?:artikel|themen)
    |à\s+lire\s+aussi|lire\s+aussi|sur\s+le\s+même\s+sujet|articles\s+liés|lee\s+también|te\s+puede\s+interesar|noticias\s+relacionadas|artículos\s+relacionados
    |leia\s+também|veja\s+também|leggi\s+anche|articoli\s+correlati|potrebbe\s+interessarti|ilgili\s+haberler|関連記事|相关(?:阅读|新闻|文章)|관련\s*기사)\s*[.:!…]*
    |(?:share|tweet|pin\s+it|email|e-?mail|print|facebook|twitter|whatsapp|linkedin|telegram|pinterest|reddit|copy\s+link|comments?|kommentare|teilen|drucken|partager|imprimer|compartir|compartilhar|condividi|delen|dela|del|jaa|udostępnij|поделиться|paylaş|مشاركة|シェア|分享)(?:\s+(?:this|on|via|the|article|story|post|it|:|\d+).{0,30})?
    |(?:share|like)\s+this\b.{0,40}|like\s+loading.*|loading\b.{0,20}|follow\s+(?:us|me)\b.{0,60}|(?:jump|skip)\s+to\s+.{0,40}|back\s+to\s+top|table\s+of\s+contents?|contents?|in\s+this\s+article|inhalt(?:sverzeichnis)?|sommaire|tags?\s*:?.{0,0}
    |pin\s+(?:for\s+later|this.{0,20}|it)!?|leave\s+a\s+(?:comment|reply)|post\s+a\s+comment|\d+\s+comments?|log\s*in|sign\s*(?:in|up)|register|subscribe(?:\s+now)?|buy\s+now|shop\s+now|see\s+list|next\s+steps|get\s+started|learn\s+more\s*[»→>]*
    |play|pause|mute|watch(?:\s+(?:now|video|below|the\s+video))?|photo\s+gallery|open\s+image\s+in\s+new\s+window|image\s+\d+\s+of\s+\d+|\d+\s*/\s*\d+
    """
    ),
    after=r"\s*[.:!…»→>|]*",
)
#: Beginnings of lines that call the reader away, own up to rights, or introduce the writer's other work.
_BEGINNING = wordings(
    _unspaced(
        r"""
    (?:sign\s+up|subscribe|register)\s+(?:to|for|now|here|today|and)\b|(?:join|get)\s+(?:our|the)\s+.{0,30}(?:newsletter|mailing\s+list)|want\s+more\s+.{0,40}newsletter
    |(?:get|receive)\s+.{0,40}(?:in|to)\s+your\s+inbox|enter\s+your\s+e-?mail|your\s+e-?mail\s+address|never\s+miss\s+a
    |(?:abonnieren|melden)\s+sie\b|newsletter\b|abonnez-vous|inscrivez-vous|suscríbete|suscríbase|inscreva-se|assine\s|iscriviti|schrijf\s+je\s+in|zapisz\s+się|подпишитесь|подписывайтесь|підпис\w+тесь\b|abone\s+ol|اشترك
    |follow\s+(?:us|me|him|her|them|@)|find\s+us\s+on|like\s+us\s+on|catch\s+up\s+on
    |folgen\s+sie\s+uns|suivez[-\s]nous|síguenos|siga-nos|seguici|volg\s+ons
    |©|\(c\)\s*(?:19|20)\d\d|copyright\b|all\s+rights\s+reserved|alle\s+rechte\s+vorbehalten|tous\s+droits\s+réservés|todos\s+los\s+derechos|todos\s+os\s+direitos|tutti\s+i\s+diritti|все\s+права|all\s+trademarks
    |(?:this\s+(?:article|post|page|site|story)|we|some\s+(?:of\s+the\s+)?(?:links|posts)|note:\s+some|disclosure:?|disclaimer:?|affiliate\s+disclosure|editorial\s+note).{0,80}\b(?:affiliate|commissions?|compensat\w+|sponsored\s+by|earn\s+from)
    |when\s+you\s+(?:buy|purchase)\s+through|as\s+an\s+amazon\s+associate
    |(?:do\s+you\s+)?have\s+(?:a\s+)?(?:tip|story)\b.{0,60}(?:us|e-?mail)|send\s+(?:us\s+)?(?:your\s+)?tips\b|contact\s+(?:us|the\s+author|the\s+reporter|the\s+writer)\b
    |please\s+(?:enable|turn\s+on)\s+javascript|your\s+browser\s+does|to\s+view\s+this\s+(?:video|content)|this\s+(?:video|content)\s+(?:is|can(?:not|['’]t))\b.{0,60}(?:available|played|shown)
    |(?:feature[d]?\s+)?(?:image|photo|picture|photograph|foto|bild|bildquelle|crédits?\s*photo|imagen|immagine|фото|titelbild|symbolbild|beitragsbild)s?\s*(?:credit|by|courtesy|source|via|:|©|\()
    |tags?\s*:\s|(?:filed|posted)\s+(?:under|in)\b|categor(?:y|ies)\s*:|schlagw(?:ö|o)rter?\s*:|stichwörter\s*:|topics?\s*:\s|themen\s*:
    |(?:reporting|additional\s+reporting|editing|writing|compiled)\s+by\s.{3,120};\s*editing
    |our\s+standards:|click\s+here\s+(?:to|for)\b|(?:read|see|watch|view|listen)\s*(?:more|also|next|now|here)?\s*:\s|related(?:\s+\w+)?\s*:\s|more\s*:\s
    |lesen\s+sie\s+auch|lesen\s+sie\s+(?:mehr|dazu|hier)|mehr\s+zum\s+thema|à\s+lire\s+aussi|lire\s+aussi|lee\s+también|leia\s+também|leggi\s+anche|lees\s+ook|läs\s+(?:också|även|mer)|czytaj\s+(?:także|też|również)|zobacz\s+także|читайте\s+также|читайте\s+також|ayrica\s+(?:bkz|oku)|اقرأ\s+أيض
    |this\s+(?:article|story|post)\s+(?:was|is)\s+(?:originally|first)\s+(?:published|appeared)\s+(?:on\s+)?(?:my|our)\b
    |did\s+you\s+(?:make|like|enjoy|find)\s+(?:this|one\s+of)|if\s+you\s+(?:like|liked|enjoy|enjoyed|found)\s+(?:it|this)\b|thank(?:s|\s+you)\s+for\s+(?:reading|subscribing|sharing)
    """
    )
)
#: The same, where a name comes first: "The Ledger is reader-supported …".
_SUPPORTED = re.compile(
    r".{0,40}\bis\s+(?:supported\s+by|reader-supported).{0,80}\b(?:affiliate|commissions?|compensat\w+|sponsored\s+by|earn\s+from)"
)
#: Whole lines that ask the reader to follow or to subscribe. Portals set them between their paragraphs.
_PLACES = r"(?:google\s+news|facebook|instagram|twitter|telegram|whatsapp|youtube|viber|tiktok|linkedin|threads)"
_FOLLOW = re.compile(
    rf"""(?:
    .{{0,60}}\b(?:follow|folgen|folge|suivez|sigue|siga|síg\w+|segui|seguici|volg|takip|ακολουθήστε|следите|последвайте|obserwuj|تابع\w*|フォロー)
      .{{0,40}}{_PLACES}.{{0,30}}
    |.{{0,30}}{_PLACES}.{{0,20}}(?:takip\s+ed?\w+|folgen|フォロー|abone\s+ol\w*)\W*
    |(?:jetzt\s+|hier\s+|unseren?\s+|zum\s+|kostenlos\w*\s+)*newsletter\s+(?:abonnieren|bestellen|anmelden).{{0,30}}
    |.{{0,40}}\b(?:abone\s+ol(?:un)?|takip\s+edin)\W*|(?:абонирайте|последвайте|подписывайтесь|подпишитесь|підпишіться)\b.{{0,60}}
    |(?:ακολουθήστε|εγγραφείτε|μείνετε\s+ενημερωμένοι|γίνετε\s+συνδρομητ\w+)\b.{{0,60}}
    |(?:únete\s+a\s+nuestr\w+|suscríb\w+|síguenos|inscreva-se|assine|siga-nos|receba|iscriviti|seguici|inscrivez-vous|abonnez-vous|suivez-nous|recevez)
      \b.{{0,60}}
    |(?:تابعونا|تابعنا|تابعوا|اشترك\w*|انضم\w*)\s.{{0,60}}
    |.{{0,20}}(?:フォローする|友だち追加|メルマガ(?:に|を)?登録.{{0,6}}|ニュースレター.{{0,3}}登録.{{0,6}})|(?:关注|關注|订阅|訂閱|扫码|掃碼).{{0,20}}|.{{0,20}}구독(?:하기)?
    )\s*[.:!…»→>]*""",
    re.VERBOSE,
)
_FOLLOW_CHARACTERS = 110
#: One of these stands in every such line; a look for each is cheaper than the pattern.
_FOLLOWING_ASCII_WRITTEN = """
    google newsletter abone takip facebook insta twitter telegram whatsapp youtube viber tiktok linkedin threads
    inscr assine siga receba iscriviti seguici abonnez suivez recevez
"""
_FOLLOWING_OTHERS_WRITTEN = """
    абонирайте последвайте подпис подпишитесь підпис ακολουθήστε εγγραφείτε μείνετε γίνετε únete suscríb
    síguenos تابع اشترك انضم フォロー 友だち メルマガ ニュースレター 关注 關注 订阅 訂閱 扫码 掃碼 구독 підпишіться
"""
_FOLLOWING_ASCII = tuple(_FOLLOWING_ASCII_WRITTEN.split())
_FOLLOWING = (*_FOLLOWING_ASCII, *_FOLLOWING_OTHERS_WRITTEN.split())
_SENTENCE_END = re.compile(r"[.!?。！？]\s+\S")


def in_small_letters(line: str) -> str:
    """Give a line as the patterns here are written: in small letters, with one i for the two of Turkish.

    Looking for small letters in small letters is twice as fast as looking for both at once.

    >>> in_small_letters("İLGİLİ Haber, sıradaki")
    'ilgili haber, siradaki'
    """
    return line.lower() if line.isascii() else line.replace("İ", "i").lower().replace("ı", "i")


def is_boilerplate(line: str) -> bool:
    """Tell whether a line is the site's own talk, as far as its words say.

    >>> is_boilerplate("Advertisement"), is_boilerplate("Sign up for our newsletter"), is_boilerplate("The dam opened.")
    (True, True, False)
    """
    size = len(line)
    if size > _MAX_CHARACTERS:
        return False
    folded = in_small_letters(line)
    if is_site_talk(line) or (size <= _SHORT_CHARACTERS and _WHOLE.fullmatch(folded)):
        return True
    if size <= _FOLLOW_CHARACTERS and _may_ask_to_follow(folded) and _FOLLOW.fullmatch(folded):
        return True
    begins = _BEGINNING.begins(folded) or ("supported" in folded and _SUPPORTED.match(folded) is not None)
    return begins and (size <= _SHORT_CHARACTERS * 2 or not _SENTENCE_END.search(line))


def _may_ask_to_follow(folded: str) -> bool:
    for word in _FOLLOWING_ASCII if folded.isascii() else _FOLLOWING:  # noqa: SIM110 - half the time of any()
        if word in folded:
            return True
    return False
