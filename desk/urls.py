"""The ward staff's desk."""

app_name = "desk"
urlpatterns = []
