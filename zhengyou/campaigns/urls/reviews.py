"""Addresses of leader reviews."""

from django.urls import URLPattern, path

from ..views import review_rounds, reviews

urlpatterns: list[URLPattern] = [
    path("campaigns/<int:campaign_id>/reviews/", reviews.reviews, name="reviews"),
    path("campaigns/<int:campaign_id>/reviews/rounds/", review_rounds.rounds, name="review-rounds"),
    path("reviews/<int:review_id>/", reviews.review, name="review"),
    path("reviews/<int:review_id>/<slug:verb>/", reviews.step, name="review-step"),
]
