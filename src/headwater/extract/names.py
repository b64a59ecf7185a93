"""What the names that a page gives its boxes (class, id, role, itemprop) say about what is in them.

A name is judged by its words: `post-share_bar` is `post`, `share`, `bar`. Letters in the middle of other words do not
count: `header-image` is no `head`, `uploads` holds no `ads`. The verdicts are kept, because the pages of one site use
the same few hundred names. The words come from reading the worst of some 1,800 pages by hand; each is there because
of several sites.
"""

import re
from functools import lru_cache


class Say:
    """What a name says, as bits: several at once. Plain numbers, because a page asks 10,000 times."""

    NOTHING = 0
    #: Mostly holds no prose of the report; believed only of small boxes, since whole pages sit in "sidebar-layout".
    ASIDE = 1
    #: Never holds prose of the report, however big it is: comments, related reports, cookie walls.
    OUTSIDE = 2
    #: Holds the report.
    BODY = 4
    AUTHOR = 8
    DATE = 16
    CAPTION = 32
    STANDFIRST = 64
    HEADLINE = 256
    EMBED = 512
    CREDIT = 1024
    #: The mark-up itself says that it is not shown: `hidden`, `display:none`.
    UNSHOWN = 2048
    #: A standfirst right under the headline, a card of another report elsewhere.
    TEASER = 4096


#: "most~read" is `most-read` and `mostread`.
_WORDS = {
    Say.OUTSIDE: """
        comment comments commentlist commentbox commentarea commentsection commentform commentthread commentcount
        commentlinks commentcontent commentwrap commentwrapper comment~list comment~links comment~box comment~wrap
        comment~wrapper comment~section comment~area comment~body comment~form comment~text comment~author comment~meta
        comment~content respond disqus replies kommentar kommentare commentaire commentaires comentario comentarios
        commenti reacties kommentarer related relateds cookie cookies consent gdpr cmpbox onetrust didomi recommend
        recommended recommendation recommendations recirc recirculation outbrain taboola most~read most~popular
        trending more~from read~more~list read~next up~next you~may also~like similar yarpp jp~relatedposts zergnet
        onward relacionados relacionadas relacionado relacionada verwandt more~stories more~news more~posts latest~news
        other~posts next~post next~posts weiterlesen teaserlist""",
    Say.ASIDE: """
        sidebar side~bar widget widgets widget~area menu nav navbar navigation breadcrumb breadcrumbs footer foot share
        sharing sharebar sharedaddy addtoany addthis social socials newsletter subscribe subscription signup sign~up
        optin login paywall promo promos promotion advert adverts advertisement advertising ad ads adslot ad~container
        banner sponsor sponsored popup modal overlay lightbox toolbar pagination pager tag tags tag~list topic topics
        keyword keywords author~bio author~box about~author author~info bio biography post~meta entry~meta meta metadata
        byline dateline timestamp rating ratings poll quiz copyright disclaimer disclosure legal masthead skip print
        printonly toc ez~toc table~of~contents print~only hidden visually~hidden sr~only screen~reader~text
        screen~reader
        donate donation membership follow feedback popular teasers carousel slider gallery~nav ticker jobs events~list
        jump accessibility callout~ad cta call~to~action reaction reactions like likes views counter download~app
        app~promo search searchform language~switcher notification infolinks affiliate adsense adsbygoogle dfp gpt
        inlinead in~article~ad mpu leaderboard crosslink crosslinks prev~next post~nav nextprev siblings recent~posts
        archive archives category~list tabs""",
    Say.BODY: """
        article~body article~content article~text entry~content post~content post~body story~body story~content
        story~text body~text rich~text artikel~text content~body news~text main~content articulo~cuerpo texto cuerpo
        corps article~copy body~copy""",
    Say.AUTHOR: """
        author authors byline bylines by~line writer autor autoren auteur autore redakteur reporter contributor""",
    Say.DATE: """
        date dates dateline datum fecha data time timestamp published publish publication posted pubdate updated
        datetime""",
    Say.CAPTION: """
        caption captions figcaption wp~caption~text image~caption imgcaption photo~caption bildunterschrift legende
        legenda""",
    Say.CREDIT: """
        credit credits photo~credit image~credit bildnachweis photographer attribution""",
    Say.STANDFIRST: """
        standfirst subtitle sub~title subhead subheadline sub~heading deck dek excerpt summary lead lede intro abstract
        chapo entradilla vorspann teaser~text kicker""",
    Say.HEADLINE: "headline title titel titulo titre titolo heading",
    Say.EMBED: """
        twitter~tweet tweet instagram~media tiktok~embed fb~post reddit~embed bluesky~embed mastodon~embed
        telegram~post threads~post text~post~media truth~social bsky~embed tgme~widget~message""",
    Say.TEASER: "teaser teaser~text article~teaser anreisser",
}


def _spelled() -> dict[str, int]:
    spelled: dict[str, int] = {}
    for meaning, words in _WORDS.items():
        for word in words.split():
            for spelling in (word.replace("~", "-"), word.replace("~", "")):
                spelled[spelling] = spelled.get(spelling, 0) | meaning
    return spelled


_MEANINGS = _spelled()
_FIRST_WORDS = frozenset(phrase.split("-")[0] for phrase in _MEANINGS if "-" in phrase)
#: What a report is filed under (WordPress post_class) and how it is laid out (utility classes) say nothing of its role.
_TOPIC = re.compile(
    r"(?:category|tag|tagclass|topic|series|term|post_tag|pa|section|status|type|format|field-{1,2}type)[-_].|"
    r"author-(?!(?:and|area|avatar|bio|block|box|byline|card|container|content|date|desc|detail|details|image|info|item|"
    r"label|line|link|links|list|meta|name|names|profile|row|section|text|title|wrap|wrapper)(?![a-z]))|"
    r".*label[-_]+(?:hidden|above|inline)|.+:|(?:overflow|backface|js|no|has|without)-"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BREAK = re.compile(r"[^a-z0-9]+")
_MAX_CHARACTERS = 300
_MAX_TOKEN_CHARACTERS = 80
_LONGEST_PHRASE = 3


@lru_cache(maxsize=20_000)
def say_of(names: str) -> int:
    """Give what class, id and role, joined by spaces, say: a union of the bits of `Say`.

    >>> say_of("post-share_bar") == Say.ASIDE
    True
    >>> bool(say_of("RelatedStories") & Say.OUTSIDE)
    True
    >>> say_of("uploads tag-comments md:hidden")
    0
    """
    said = 0
    for token in names[:_MAX_CHARACTERS].split():
        for phrase in _telling(token):
            said |= _MEANINGS[phrase]
    return said


@lru_cache(maxsize=20_000)
def aside_words(names: str) -> frozenset[str]:
    """Give the words of a name for which it is taken as standing aside.

    >>> aside_words("post-share_bar")
    frozenset({'share'})
    """
    phrases = (phrase for token in names[:_MAX_CHARACTERS].split() for phrase in _telling(token))
    return frozenset(phrase for phrase in phrases if _MEANINGS[phrase] & Say.ASIDE)


@lru_cache(maxsize=20_000)
def _telling(token: str) -> tuple[str, ...]:
    """Give the phrases of one name that mean something."""
    if len(token) > _MAX_TOKEN_CHARACTERS:
        return ()
    folded = token if token.islower() else _CAMEL.sub("-", token).lower()
    words = [folded] if folded.isalnum() else _BREAK.split(folded)
    phrases = [word for word in words if word in _MEANINGS]
    for start, word in enumerate(words[:-1]):
        if word in _FIRST_WORDS:
            pair = f"{word}-{words[start + 1]}"
            longer = (pair, f"{pair}-{words[start + 2]}" if start + _LONGEST_PHRASE <= len(words) else "")
            phrases.extend(phrase for phrase in longer if phrase in _MEANINGS)
    # Most names mean nothing: the dear look comes last.
    return tuple(phrases) if phrases and not _TOPIC.match(token) else ()
