from django.urls import path

from pictures import views_share

app_name = "share"
urlpatterns = [
    path("site.png", views_share.site, name="site"),
    path("<slug:kind>/<slug:slug>.png", views_share.image, name="image"),
]
