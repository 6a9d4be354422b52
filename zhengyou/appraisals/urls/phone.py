"""Addresses of phone samples, of the calls, and of the page on which anybody works a sample out again."""

from django.urls import URLPattern, path

from ..views import phoning, sampling

urlpatterns: list[URLPattern] = [
    path("appraisals/<int:round_id>/phone/", sampling.samples, name="appraisal-samples"),
    path("appraisals/<int:round_id>/phone/announce/", sampling.announce, name="appraisal-sample-announce"),
    path("appraisals/phone/<int:sample_id>/", sampling.sample, name="appraisal-sample"),
    path("appraisals/phone/<int:sample_id>/calls/", phoning.calls, name="appraisal-calls"),
    path("appraisals/phone/<int:sample_id>/<slug:verb>/", sampling.step, name="appraisal-sample-step"),
    path("appraisals/calls/<uuid:contact_id>/", phoning.contact, name="appraisal-contact"),
    path("p/appraisals/<slug:slug>/phone/<int:sample_id>/", sampling.public_sample, name="public-sample"),
]
