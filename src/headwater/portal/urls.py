"""The addresses of the site. `edition.addresses` makes them; a test holds both together."""

from django.urls import path

from headwater.portal import changes, drawn, feeds, hubs, newsletter, pictures, searching, signposts, views

urlpatterns = [
    path("", views.front, name="front"),
    path("section/<slug:slug>", views.section, name="section"),
    path("story/<slug:key>", views.story),
    path("story/<slug:key>/<slug:slug>", views.story, name="story"),
    path("article/<slug:key>", views.article),
    path("article/<slug:key>/<slug:slug>", views.article, name="article"),
    path("outlet/<str:key>", views.outlet, name="outlet"),
    path("person/<str:key>", views.person, name="person"),
    path("corrections", views.corrections, name="corrections"),
    path("picture/<slug:digest>.jpg", pictures.picture),
    path("card/story/<slug:key>.png", drawn.story),
    path("card/article/<slug:key>.png", drawn.article),
    path("search", searching.search, name="search"),
    path("about", views.about, name="about"),
    path("feeds", views.feeds, name="feeds"),
    path("feed.<slug:ending>", feeds.whole),
    path("section/<slug:slug>/feed.<slug:ending>", feeds.section),
    path("story/<slug:key>/feed.<slug:ending>", feeds.story),
    path("story/<slug:key>/<slug:slug>/feed.<slug:ending>", feeds.story),
    path("outlet/<str:key>/feed.<slug:ending>", feeds.outlet),
    path("person/<str:key>/feed.<slug:ending>", feeds.person),
    path("corrections/feed.<slug:ending>", feeds.corrections),
    path("search/feed.<slug:ending>", feeds.found),
    path("hub/<slug:token>", hubs.hub),
    path("newsletter", newsletter.sign_up, name="newsletter"),
    path("newsletter/asked", newsletter.asked),
    path("newsletter/confirm/<str:token>", newsletter.confirm),
    path("newsletter/preferences/<str:token>", newsletter.preferences),
    path("newsletter/leave/<str:token>", newsletter.leave),
    path("article/<slug:key>/<slug:slug>/changes.<slug:ending>", changes.article),
    path("outlet/<str:key>/changes.<slug:ending>", changes.outlet),
    path("healthz", signposts.health),
    path("robots.txt", signposts.robots),
    path("sitemap.xml", signposts.sitemap),
    path("sitemap-<int:number>.xml", signposts.sitemap_piece),
    path("news.xml", signposts.news),
]
