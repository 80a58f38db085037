"""Addresses of the style guide."""

from django.urls import path

from jalon.ui.styleguide import views

urlpatterns = [
    path("styleguide/", views.styleguide, name="styleguide"),
    path("styleguide/board/", views.board, name="styleguide-board"),
    path("styleguide/wizard/", views.wizard, name="styleguide-wizard"),
    path("styleguide/deal/<slug:card>/", views.deal, name="styleguide-deal"),
    path("styleguide/move/<slug:card>/", views.move, name="styleguide-move"),
    path("styleguide/value/", views.value, name="styleguide-value"),
]
