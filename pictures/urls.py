from django.urls import path

from pictures import views

app_name = "pictures"
urlpatterns = [
    path("site.webmanifest", views.manifest, name="manifest"),
    path("covers/<slug:edition>/<slug:family>/<slug:field>/<slug:shape>/<slug:theme>/<path:slug>.svg", views.cover, name="cover"),
]  # fmt: skip
