"""Addresses of the desk room."""

from django.urls import URLPattern, URLResolver, path

from jalon.desk.views import first_run, home, how_we_sell, jobs, ready, sample

app_name = "desk"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.page, name="home"),
    path("lacking/", home.lacking, name="lacking"),
    path("first-run/", first_run.resume, name="first_run"),
    path("first-run/ready/", ready.page, name="ready"),
    path("first-run/<slug:step>/", first_run.screen, name="first_run_screen"),
    path("first-run/<slug:step>/answer/", first_run.answer, name="first_run_answer"),
    path("how-we-sell/", how_we_sell.page, name="how_we_sell"),
    path("settings/jobs/", jobs.page, name="jobs"),
    path("settings/jobs/<uuid:job>/retrial/", jobs.retrial, name="job_retrial"),
    path("settings/jobs/<uuid:job>/removal/", jobs.removal, name="job_removal"),
    path("sample/removal/", sample.removal, name="sample_removal"),
]
