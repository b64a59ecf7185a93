"""Whole lines with which small portals talk about themselves between and under their paragraphs, in many languages.

"Lo más leído", «Предыдущая статья», "Son haberleri e-postanıza alın": labels of boxes, ways to the next report, calls
to comment, to share, to join a channel. Only a line that says nothing else counts, so that looking is a look into a
set and two comparisons of beginnings and ends. Each line is the usual one of a content system (WordPress, Joomla,
Drupal, Blogger) or of its themes in that language, or was met on several sites.
"""

import unicodedata

_LONGEST_LABEL, _LONGEST_CALL = 70, 120
_EDGES = " \t¡¿.:!?…»«→>|•·-–—:！？。▶►*#“”\"'"

_LABELS_WRITTEN = """
you may also like; you might also like; also read; latest news; most popular; most read; previous article
next article; previous post; next post; leave a reply; leave a comment; share this article; share this story
editor's picks; related posts; related news; did you like this article; join our whatsapp channel; popular posts
recent posts; recommended for you; more from this section; read also; top stories; trending news
comments are closed; das könnte sie auch interessieren; auch interessant; meistgelesen; meistgelesene artikel
vorheriger artikel; nächster artikel; vorheriger beitrag; nächster beitrag; artikel teilen; beitrag teilen
kommentar schreiben; schreibe einen kommentar; kommentar hinterlassen; mehr aus diesem ressort
ähnliche beiträge; ähnliche artikel; kommentare sind geschlossen; fehler gefunden; jetzt abonnieren
artikel drucken; artikel merken; zur startseite; también te puede interesar; te puede interesar; lo más leído
lo más visto; artículo anterior; artículo siguiente; entrada anterior; entrada siguiente; deja una respuesta
deja un comentario; deja tu comentario; te recomendamos; comparte esta noticia; comparte este artículo
compartir noticia; noticias relacionadas; te puede gustar; más noticias; lea también; lee también
le puede interesar; siguiente noticia; noticia anterior; próximo artículo; últimas noticias; vous aimerez aussi
les plus lus; les plus lues; article précédent; article suivant; articles similaires; laisser un commentaire
partager l'article; partager cet article; sur le même sujet; à lire aussi; lire aussi; nos derniers articles
cet article vous a plu; à voir aussi; dernières actualités; ne manquez pas; vous pourriez aussi aimer
les plus consultés; potrebbe interessarti anche; potrebbe interessarti; potrebbero interessarti; i più letti
le più lette; più letti; articolo precedente; articolo successivo; articolo seguente; prossimo articolo
lascia un commento; condividi l'articolo; condividi questo articolo; articoli correlati; notizie correlate
ti è piaciuto questo articolo; leggi anche; ti potrebbe interessare; ultime notizie; você também pode gostar
você pode gostar; mais lidas; as mais lidas; mais lidos; artigo anterior; próximo artigo; artigo seguinte
post anterior; próximo post; deixe um comentário; deixe uma resposta; deixe seu comentário
compartilhe esta notícia; compartilhe isso; partilhar artigo; notícias relacionadas; artigos relacionados
leia também; veja também; leia mais; últimas notícias; notícia anterior; próxima notícia; veja mais
gostou desta notícia; talvez você goste; μπορεί να σας αρέσει; μπορεί να σας ενδιαφέρει; ίσως σας ενδιαφέρει
τα πιο δημοφιλή; δημοφιλή; δημοφιλή άρθρα; δημοφιλέστερα; πιο δημοφιλή; ειδήσεις σήμερα; τελευταία νέα
τελευταίες ειδήσεις; ροή ειδήσεων; διαβάστε ακόμα; διαβάστε ακόμη; διαβάστε επίσης; διαβάστε περισσότερα
δείτε επίσης; δείτε ακόμα; προηγούμενο άρθρο; επόμενο άρθρο; αφήστε μια απάντηση; αφήστε σχόλιο
αφήστε ένα σχόλιο; μοιραστείτε το άρθρο; μοιραστείτε το; κοινοποίηση; κοινοποιήστε το; σχετικά άρθρα
σχετικά θέματα; σχετικές ειδήσεις; μη χάσετε; μην χάσετε; περισσότερα νέα; σχόλια; προτεινόμενα
όλες οι ειδήσεις; πρόσφατα άρθρα; σας προτείνουμε; εκτύπωση; ακολουθήστε μας; προηγούμενη ανάρτηση
επόμενη ανάρτηση; вам может понравиться; вам будет интересно; вам может быть интересно; самое читаемое
самое популярное; популярное; популярные новости; читайте также; смотрите также; предыдущая статья
следующая статья; предыдущая запись; следующая запись; предыдущая новость; следующая новость
оставить комментарий; добавить комментарий; комментарии; поделиться; поделиться новостью; новости по теме
материалы по теме; ранее сообщалось; читайте ещё; похожие новости; похожие записи; последние новости
главное за день; другие новости; рекомендуем; нашли ошибку; обсудить; читайте також; попередня стаття
наступна стаття; залишити коментар; новини по темі; останні новини; популярні новини; поширити; прочетете още
вижте още; предишна статия; следваща статия; остави коментар; свързани статии; най-четени; последни новини
сподели; bunlar da ilginizi çekebilir; bu haber ilginizi çekebilir; ilginizi çekebilir; en çok okunanlar
en çok okunan haberler; çok okunanlar; ilgili haberler; ilgili haber; benzer haberler; haberi paylaş; paylaş
önceki haber; sonraki haber; sıradaki haber; yorum yaz; yorumlar; yorum yapın; editörün seçtikleri; son haberler
diğer haberler; günün haberleri; önceki yazı; sonraki yazı; bir yanıt yazın; son dakika haberleri; قد يعجبك أيضا
قد يعجبك ايضا; قد يهمك أيضا; الأكثر قراءة; الأكثر مشاهدة; اقرأ أيضا; اقرأ أيضاً; إقرأ أيضا; شارك الخبر; شاركها
شارك هذا الخبر; المقال السابق; المقال التالي; الخبر السابق; الخبر التالي; اترك تعليقا; اترك تعليقاً; أضف تعليق
أخبار ذات صلة; مواضيع ذات صلة; مقالات ذات صلة; آخر الأخبار; المزيد من الأخبار; اقرأ المزيد; طباعة; التعليقات
قد يعجبك; こちらもおすすめ; あわせて読みたい; 人気記事; 人気記事ランキング; アクセスランキング; 関連記事
関連ニュース; この記事をシェア; 前の記事; 次の記事; 前の記事へ; 次の記事へ; コメントを残す; コメントする
おすすめ記事; 最新記事; 新着記事; ランキング; 記事一覧; この記事が気に入ったら; シェアする; 続きを読む; 猜你喜欢
相关推荐; 相关阅读; 热门文章; 上一篇; 下一篇; 发表评论; 推荐阅读; 延伸阅读; 热门新闻; 点击排行; 最新文章
인기기사; 많이 본 뉴스; 관련기사; 이전 기사; 다음 기사; 댓글; 최신기사; 추천기사; 공유하기; lees ook
meest gelezen; vorig artikel; volgend artikel; plaats een reactie; gerelateerde artikelen; deel dit artikel
czytaj także; czytaj też; zobacz także; poprzedni artykuł; następny artykuł; zostaw komentarz
najczęściej czytane; udostępnij; powiązane artykuły; läs också; mest läst; föregående artikel; nästa artikel
lämna en kommentar; dela artikeln; les også; mest lest; læs også; mest læste; citește și; cele mai citite
articolul precedent; articolul următor; lasă un comentariu; știri similare; číst dále; mohlo by vás zajímat
nejčtenější; předchozí článek; další článek; napsat komentář; ovo bi vas moglo zanimati; najčitanije
prethodni članak; sljedeći članak; olvasta már; ajánlott cikkek; előző cikk; következő cikk; szóljon hozzá
baca juga; berita terkait; terpopuler; đọc thêm; tin liên quan
"""
#: How lines begin that offer the reader the site's news, its channels, or a list of tags. No more than a sentence.
_CALLS_WRITTEN = """
receive the latest; get the latest; get breaking news; join our telegram; join our whatsapp; join our channel
tags:; tag:; spotted a mistake; spotted an error; found an error; if you found a mistake
die neuesten nachrichten; keine nachricht mehr verpassen; nichts mehr verpassen; sie haben einen fehler
fehler gefunden; schlagwörter:; schlagworte:; jetzt abo; jetzt unseren; hier geht es zum newsletter
abonnieren sie unseren; folgen sie uns; folge uns; recibe las últimas; recibe en tu; recibe nuestras
sigue toda la información; únete a nuestr; suscríbete a nuestr; suscríbase a nuestr; etiquetas:; síguenos en
sigue leyendo; haz clic aquí para; apúntate a nuestr; temas:; cet article vous a plu; recevez les dernières; recevez nos
recevez toute l'actu; rejoignez notre; rejoignez-nous; suivez-nous sur; suivez toute l'actu; mots-clés
mots clés; étiquettes :; inscrivez-vous à notre; abonnez-vous à notre; pour aller plus loin :
retrouvez toute l'actu; ricevi le ultime; ricevi le notizie; ricevi gratis; unisciti al nostro
iscriviti al nostro; iscriviti alla nostra; seguici su; entra nel nostro; etichette:; argomenti:
resta aggiornato; rimani aggiornato; receba as últimas; receba as notícias; receba nossas; entre no nosso
entre em nosso; participe do nosso; participe do grupo; clique aqui para entrar; clique aqui para; siga-nos no
siga nosso; inscreva-se no; assine a nossa; assine nossa; marcadores:; palavras-chave:; acompanhe as notícias
λάβετε τα τελευταία; λάβετε όλα; δείτε όλες τις τελευταίες; διαβάστε όλες τις; όλες οι τελευταίες ειδήσεις
κάντε εγγραφή; κάντε like; μην ξεχάσετε να κάνετε; ακολουθήστε μας; ακολουθείστε; γίνετε μέλος; εγγραφείτε στο
ετικέτες:; μπείτε στην ομάδα; βρείτε μας στο; διαβάστε όλα τα; получайте последние; получайте новости
следите за нами; следите за новостями; подписывайтесь на; подпишитесь на; теги:; метки:; нашли ошибку
если вы нашли ошибку; заметили ошибку; присоединяйтесь к; вступайте в; больше новостей в; больше новостей на
узнавайте новости; хотите быть в курсе; читайте нас в; мы в telegram; наш telegram; підписуйтесь на
підпишіться на; приєднуйтесь до; читайте нас у; теги :; последвайте ни; абонирайте се; присъединете се
son haberleri e-posta; en son haberleri; etiketler:; etiket:; bizi takip; bültenimize; whatsapp kanal
telegram kanal; google news'te; haberlerimizi google; احصل على آخر; احصل على أحدث; تابعونا على; تابعنا على
تابع آخر; الوسوم:; الكلمات المفتاحية; كلمات دلالية; وسوم:; 最新ニュースを; タグ：; タグ:; メルマガ; キーワード：
扫码关注; 关注我们; 标签：; 标签:; 责任编辑：; 責任編集：; 분류:; 태그:; 구독하기; ontvang het laatste
meld je aan voor; volg ons op; tagi:; zapisz się do; dołącz do; obserwuj nas; följ oss på; prenumerera på
urmărește-ne pe; abonează-te la; sledujte nás; přihlaste se k; kövess minket; iratkozz fel; kategori:
dapatkan berita; ikuti kami; انضم إلى قناتنا; انضموا إلى قناتنا; اشترك في نشرتنا; اشترك في قناتنا
اشترك في النشرة; انضم إلينا
"""
_ENDINGS_WRITTEN = """
kanalımıza katılın; takip edin; takip edebilirsiniz; abone olun; abone olabilirsiniz; ilginizi çekebilir
をフォロー; フォローする; をシェア; シェアする; 登録はこちら; 友だち追加; 記事はこちら; e-postanıza alın
tıklayın; メールで受け取る; メルマガに登録する; に友だち追加
"""


def _lines(written: str) -> tuple[str, ...]:
    return tuple(line.strip() for part in written.strip().split("\n") for line in part.split(";") if line.strip())


def _in_small_letters(text: str) -> str:
    """Give a text in small letters, with one i for the two of Turkish, and without accents where it was all capitals.

    Greek capitals are written without accents.
    """
    if text.isascii():
        return text.lower()
    small = text.replace("İ", "i").lower().replace("ı", "i")
    if not text.isupper():
        return small
    return "".join(letter for letter in unicodedata.normalize("NFD", small) if not unicodedata.combining(letter))


def _bare(phrase: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", phrase) if not unicodedata.combining(letter))


def _both(phrases: tuple[str, ...]) -> tuple[str, ...]:
    small = [_in_small_letters(phrase) for phrase in phrases]
    return tuple(dict.fromkeys((*small, *map(_bare, small))))


_LABELS = frozenset(label.strip(_EDGES) for label in _both(_lines(_LABELS_WRITTEN)))
_CALLS = _both(_lines(_CALLS_WRITTEN))
_ENDINGS = _both(_lines(_ENDINGS_WRITTEN))
#: Few lines begin or end so: a look into a set spares most of them the two hundred comparisons.
_LETTERS = 3
_FIRST_LETTERS = frozenset(call[:_LETTERS] for call in _CALLS)
_LAST_LETTERS = frozenset(ending[-_LETTERS:] for ending in _ENDINGS)
_SENTENCE_ENDS = (". ", "。")


def is_site_talk(line: str) -> bool:
    """Tell whether a line is a portal's own, and nothing of the report.

    >>> is_site_talk("Самое читаемое:"), is_site_talk("ΔΙΑΒΑΣΤΕ ΑΚΟΜΑ"), is_site_talk("Lo más leído fue la carta.")
    (True, True, False)
    """
    if len(line) > _LONGEST_CALL:
        return False
    folded = _in_small_letters(line).strip(_EDGES)
    if folded in _LABELS:
        return True
    begins = folded[:_LETTERS] in _FIRST_LETTERS and folded.startswith(_CALLS)
    if not begins and not (folded[-_LETTERS:] in _LAST_LETTERS and folded.endswith(_ENDINGS)):
        return False
    return not any(end in folded for end in _SENTENCE_ENDS)


def is_label(line: str) -> bool:
    """Tell whether a line is the label of a portal's box: "Lo más leído", «Διαβάστε ακόμα»."""
    return len(line) <= _LONGEST_LABEL and _in_small_letters(line).strip(_EDGES) in _LABELS
