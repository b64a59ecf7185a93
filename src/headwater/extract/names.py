"""What the names that a page gives its boxes (class, id, role) say about what is in them.

A name is judged by its words: `post-share_bar` is `post`, `share`, `bar`. Words in the middle of other words do not
count, because `header-image` is no `head` and `uploads` holds no `ads`. The verdicts are kept, because the pages of
one site use the same few hundred names.
"""

import re
from enum import IntFlag
from functools import lru_cache


class Say(IntFlag):
    """What a name says, several at once."""

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
    #: Not shown.
    HIDDEN = 128
    HEADLINE = 256
    EMBED = 512
    CREDIT = 1024
    #: The mark-up itself says that it is not shown: `hidden`, `display:none`.
    UNSHOWN = 2048
    #: A standfirst right under the headline, a card of another report elsewhere.
    TEASER = 4096


_OUTSIDE = (
    r"comments?(?:-?(?:list|links?|box|wrap\w*|section|area|body|form|thread|count|text|author|meta|content|s))?|respond|disqus|replies|kommentare?|commentaires?|comentarios|related|relateds|"
    r"cookies?|consent|gdpr|cmpbox|onetrust|didomi|recommend(?:ed|ations?)?|recirc(?:ulation)?|outbrain|taboola|"
    r"most-?read|mostread|mostpopular|trending|morefrom|more-from|read-?more-?list|readnext|read-?next|upnext|up-?next|"
    r"you-?may|also-?like|similar|yarpp|jp-relatedposts|zergnet|onward|relacionad[ao]s|verwandt|"
    r"more-?stories|more-?news|more-?posts|latest-?news|other-?posts|next-?posts?|weiterlesen|teaserlist"
)
_ASIDE = (
    r"sidebar|side-?bar|widgets?|widget-area|menu|nav|navbar|navigation|breadcrumbs?|footer|foot|share|sharing|"
    r"sharebar|sharedaddy|addtoany|addthis|social|socials|newsletter|subscribe|subscription|signup|sign-?up|optin|"
    r"login|paywall|promo|promos|promotion|advert|adverts|advertisement|advertising|ad|ads|adslot|ad-?container|"
    r"banner|sponsor|sponsored|popup|modal|overlay|lightbox|toolbar|pagination|pager|tags?|taglist|tag-?list|"
    r"topics?|keywords?|author-?bio|authorbio|author-?box|authorbox|about-?author|author-?info|bio|biography|"
    r"post-?meta|postmeta|entry-?meta|meta|metadata|byline|dateline|timestamp|rating|ratings|poll|quiz|copyright|"
    r"disclaimer|legal|masthead|skip|print|printonly|toc|ez-toc|table-of-contents|print-only|hidden|visually-?hidden|"
    r"sr-only|screen-reader-text|screen-reader|donate|donation|membership|follow|feedback|popular|teasers|carousel|"
    r"slider|gallery-nav|ticker|jobs|events-list|jump|accessibility|infobox-ad|callout-ad|cta|call-to-action|"
    r"reactions?|likes?|views|counter|download-app|app-?promo|search|searchform|language-switcher|notification|"
    r"infolinks|affiliate|adsense|adsbygoogle|dfp|gpt|inlinead|in-article-ad|mpu|leaderboard|crosslinks?|"
    r"prev-?next|post-?nav|postnav|nextprev|siblings|recent-?posts|recentposts|archive|archives|category-?list|tabs"
)
_BODY = (
    r"article-?body|articlebody|article-?content|articlecontent|article-?text|articletext|entry-?content|"
    r"post-?content|postcontent|post-?body|postbody|story-?body|storybody|story-?content|story-?text|storytext|"
    r"article__body|article__content|body-?text|bodytext|rich-?text|richtext|artikel-?text|content-?body|"
    r"news-?text|newstext|main-?content|articulo-?cuerpo|texto|cuerpo|corps|article-copy|body-copy"
)
_AUTHOR = r"author|authors|byline|bylines|by-line|writer|autor|autoren|auteur|autore|redakteur|reporter|contributor"
_DATE = r"date|dates|dateline|datum|fecha|data|time|timestamp|published|publish|publication|posted|pubdate|updated|datetime|entry-date"
_CAPTION = r"caption|captions|figcaption|wp-caption-text|image-?caption|imgcaption|photo-?caption|bildunterschrift|legende|legenda"
_CREDIT = r"credit|credits|photo-?credit|image-?credit|imagecredit|bildnachweis|photographer|attribution"
_STANDFIRST = r"standfirst|subtitle|sub-?title|subhead|subheadline|sub-?heading|deck|dek|excerpt|summary|lead|lede|intro|abstract|chapo|entradilla|vorspann|teaser-?text|kicker"
_HIDDEN = r"hidden|visually-?hidden|sr-only|screen-reader-text|screenreader|print-only|printonly|d-none|hide|noscript"
_HEADLINE = r"headline|title|entry-title|post-title|article-title|titel|titulo|titre|titolo|heading"
_EMBED = (
    r"twitter-tweet|tweet|instagram-media|tiktok-embed|fb-post|reddit-embed|bluesky-embed|mastodon-embed|telegram-post"
)
_TEASER = r"teaser|teaser-?text|article-?teaser|anreisser"


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9])(?:{words})(?![a-z0-9])")


_ASIDE_WORD = _pattern(_ASIDE)
_TESTS = (
    (_pattern(_OUTSIDE), Say.OUTSIDE),
    (_pattern(_ASIDE), Say.ASIDE),
    (_pattern(_BODY), Say.BODY),
    (_pattern(_AUTHOR), Say.AUTHOR),
    (_pattern(_DATE), Say.DATE),
    (_pattern(_CAPTION), Say.CAPTION),
    (_pattern(_CREDIT), Say.CREDIT),
    (_pattern(_STANDFIRST), Say.STANDFIRST),
    (_pattern(_HIDDEN), Say.HIDDEN),
    (_pattern(_HEADLINE), Say.HEADLINE),
    (_pattern(_EMBED), Say.EMBED),
    (_pattern(_TEASER), Say.TEASER),
)
#: What a report is filed under (WordPress post_class) and how it is laid out (utility classes) say nothing of its role.
_TOPICS = re.compile(
    r"(?<!\S)(?:category|tag|tagclass|topic|series|author|term|post_tag|pa|section|status|type|format|field-type|"
    r"field--type)[-_]\S+|\S*label[-_]+(?:hidden|above|inline)\S*|(?<!\S)(?:\S+:|overflow-|backface-|js-|no-|has-|without-)\S+"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MAX_CHARACTERS = 300


@lru_cache(maxsize=20_000)
def say_of(names: str) -> Say:
    """Give what class, id and role, joined by spaces, say.

    >>> say_of("post-share_bar")
    <Say.ASIDE: 1>
    >>> say_of("RelatedStories") & Say.OUTSIDE
    <Say.OUTSIDE: 2>
    >>> say_of("uploads")
    <Say.NOTHING: 0>
    """
    folded = _folded(names)
    said = Say.NOTHING
    for pattern, meaning in _TESTS:
        if pattern.search(folded):
            said |= meaning
    return said


@lru_cache(maxsize=20_000)
def aside_words(names: str) -> frozenset[str]:
    """Give the words of a name for which it is taken as standing aside.

    >>> aside_words("post-share_bar")
    frozenset({'share'})
    """
    return frozenset(_ASIDE_WORD.findall(_folded(names)))


def _folded(names: str) -> str:
    return _CAMEL.sub("-", _TOPICS.sub("", names[:_MAX_CHARACTERS])).replace("_", "-").lower()
