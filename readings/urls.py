from django.urls import path

from readings.views import public

app_name = "readings"
urlpatterns = [path("ruby/", public.ruby, name="ruby")]
