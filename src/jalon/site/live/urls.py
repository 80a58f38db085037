"""The address by which pages ask what changed."""

from django.urls import path

from jalon.site.live import views

app_name = "live"

urlpatterns = [path("", views.news, name="news")]
