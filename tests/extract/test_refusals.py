"""Pages that hold no report are refused with the reason, whatever language they say it in."""

from datetime import UTC, datetime

import pytest

from headwater.extract.article import extract
from headwater.model.article import NotAnArticle, NotArticleReason
from headwater.model.knowledge import Knowledge
from headwater.model.page import Page

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def _reason(html: str, url: str = "https://ledger.example/report") -> NotArticleReason | None:
    page = Page(
        url=url,
        final_url=url,
        status=200,
        content_type="text/html",
        charset="utf-8",
        body=html.encode(),
        fetched_at=NOW,
    )
    result = extract(page, None, knowledge=Knowledge(), now=NOW)
    return result.reason if isinstance(result, NotAnArticle) else None


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Page not found", "The page you are looking for is not here. It may have moved."),
        ("Seite nicht gefunden", "Die gesuchte Seite gibt es hier leider nicht oder nicht mehr."),
        ("Página no encontrada", "La dirección que busca no está en nuestro sitio."),
        ("Page introuvable", "L'adresse demandée ne mène à aucun article de notre site."),
        ("Pagina non trovata", "L'indirizzo che cerchi non porta a nessun articolo."),
        ("Página não encontrada", "O endereço que procura não existe no nosso sítio."),
        ("Η σελίδα δεν βρέθηκε", "Η διεύθυνση που ζητήσατε δεν υπάρχει στον ιστότοπό μας."),
        ("Страница не найдена", "По этому адресу у нас ничего нет, вернитесь на главную."),
        ("Sayfa bulunamadı", "Bu adreste bir haber yok, ana sayfaya dönebilirsiniz."),
        ("الصفحة غير موجودة", "العنوان الذي طلبته لا يقود إلى أي خبر في موقعنا."),
        ("ページが見つかりません", "お探しのページは移動または削除された可能性があります。"),
        ("Страницата не е намерена", "На този адрес няма нищо, върнете се на началната страница."),
    ],
)
def test_a_page_that_is_gone_says_so_in_its_title(title: str, line: str) -> None:
    html = f"<title>{title} | Ledger</title><h1>{title}</h1><p>{line}</p>"
    assert _reason(html) is NotArticleReason.SOFT_404


@pytest.mark.parametrize(
    "line",
    [
        "We value your privacy. We and our partners store cookies on your device to measure our readers.",
        "Wir brauchen Ihre Zustimmung: Mit Werbung weiterlesen und Cookies akzeptieren, oder ein Pur-Abo abschließen.",
        "Utilizamos cookies propias y de terceros; puede aceptar las cookies o rechazarlas aquí mismo.",
        "Avec votre consentement, nous et nos partenaires utilisons des cookies. Accepter et continuer.",
        "Utilizziamo i cookie per misurare il pubblico; puoi dare o negare il consenso quando vuoi.",
        "Χρησιμοποιούμε cookies για να μετράμε τους αναγνώστες μας. Αποδέχομαι τη χρήση των cookies.",
        "Мы используем файлы cookie, чтобы считать читателей; продолжая, вы с этим соглашаетесь.",
        "Okurlarımızı saymak için çerez kullanıyoruz; kabul edebilir ya da reddedebilirsiniz.",
        "نستخدم ملفات تعريف الارتباط لقياس عدد القراء، ويمكنك قبولها أو رفضها هنا.",
        "当サイトでは読者数を測るためにクッキーを使用しています。同意するかどうかを選んでください。",
    ],
)
def test_a_wall_of_consent_is_no_report(line: str) -> None:
    assert _reason(f"<title>Ledger</title><h1>Ledger news</h1><p>{line}</p>") is NotArticleReason.CONSENT_WALL


@pytest.mark.parametrize(
    "line",
    [
        "Please log in to read this report. Forgot your password? Create a free account in a minute.",
        "Bitte melden Sie sich an, um diesen Bericht zu lesen, oder legen Sie ein Konto an.",
        "Inicia sesión para seguir leyendo esta noticia o crea una cuenta gratis en un minuto.",
        "Connectez-vous pour lire cet article ou créez un compte gratuit en une minute.",
        "Accedi per leggere questo articolo oppure crea un account gratuito in un minuto.",
        "Συνδεθείτε για να διαβάσετε το άρθρο ή δημιουργήστε δωρεάν λογαριασμό σε ένα λεπτό.",
        "Войдите, чтобы прочитать этот материал, или заведите бесплатную учётную запись.",
        "Bu haberi okumak için giriş yapın ya da bir dakikada ücretsiz hesap açın.",
        "يرجى تسجيل الدخول لقراءة هذا الخبر أو إنشاء حساب مجاني في دقيقة واحدة.",
        "この記事を読むにはログインしてください。会員登録は無料で一分ほどで終わります。",
    ],
)
def test_a_wall_of_logging_in_is_no_report(line: str) -> None:
    assert _reason(f"<title>Dam opens</title><h1>Dam opens</h1><p>{line}</p>") is NotArticleReason.LOGIN_WALL


@pytest.mark.parametrize(
    "title",
    [
        "Search results for dam",
        "Suchergebnisse für Damm",
        "Résultats de la recherche",
        "Resultados de la búsqueda",
        "Risultati della ricerca",
        "Αποτελέσματα αναζήτησης για φράγμα",
        "Результаты поиска",
        "Arama sonuçları",
        "نتائج البحث",
        "検索結果",
    ],
)
def test_a_page_of_search_results_is_no_report(title: str) -> None:
    cards = "".join(
        f"<li><a href=/n{n}>The dam at Port Selby holds on day {n}</a><p>What we know so far.</p></li>"
        for n in range(9)
    )
    html = f"<title>{title}</title><h1>{title}</h1><ul>{cards}</ul>"
    assert _reason(html, "https://ledger.example/?s=dam") is NotArticleReason.SEARCH_RESULTS


def test_an_empty_shell_is_no_report() -> None:
    html = "<title>Dam opens</title><div id=root></div><script>start()</script>"
    assert _reason(html) in {NotArticleReason.EMPTY, NotArticleReason.NO_HEADLINE}
