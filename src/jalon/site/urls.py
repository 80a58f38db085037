"""Every address, by room. What belongs to a workspace lives under /w/<workspace>/."""

from django.urls import include, path

from jalon.site import health, metrics

urlpatterns = [
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("health/worker", health.worker, name="worker"),
    path("metrics", metrics.metrics, name="metrics"),
    path("", include("jalon.desk.urls_public")),
    path("", include("jalon.orgs.urls_passwords")),
    path("", include("jalon.orgs.urls_factors")),
    path("", include("jalon.orgs.urls_companies")),
    path("", include("jalon.orgs.urls_public")),
    path("", include("jalon.ui.urls")),
    path(
        "w/<slug:workspace>/",
        include(
            [
                path("", include("jalon.desk.urls")),
                path("", include("jalon.orgs.urls")),
                path("", include("jalon.timeline.urls")),
                path("", include("jalon.directory.urls")),
                path("", include("jalon.deals.urls")),
                path("imports/", include("jalon.imports.urls")),
                path("live/", include("jalon.site.live.urls")),
            ]
        ),
    ),
]
