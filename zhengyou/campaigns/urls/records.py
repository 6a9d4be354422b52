"""Addresses of expectations, records and pleas."""

from django.urls import URLPattern, path

from ..views import correcting, excuses, expectations, records

urlpatterns: list[URLPattern] = [
    path("expectations/<int:expectation_id>/", expectations.expectation, name="expectation"),
    path("expectations/<int:expectation_id>/zero/", expectations.zero, name="expectation-zero"),
    path("expectations/<int:expectation_id>/excuse/", expectations.excuse, name="expectation-excuse"),
    path("records/", records.records, name="records"),
    path("records/<int:record_id>/", records.record, name="record"),
    path("records/<int:record_id>/accept/", records.accept, name="record-accept"),
    path("records/<int:record_id>/return/", records.return_, name="record-return"),
    path("records/<int:record_id>/resubmit/", records.resubmit, name="record-resubmit"),
    path("records/<int:record_id>/correct/", correcting.correct, name="record-correct"),
    path("records/<int:record_id>/withdraw/", records.withdraw, name="record-withdraw"),
    path("records/<int:record_id>/files/<int:attachment_id>/", records.file, name="record-file"),
    path("excuses/<int:excuse_id>/", excuses.excuse, name="excuse"),
    path("excuses/<int:excuse_id>/approve/", excuses.approve, name="excuse-approve"),
    path("excuses/<int:excuse_id>/refuse/", excuses.refuse, name="excuse-refuse"),
    path("excuses/<int:excuse_id>/withdraw/", excuses.withdraw, name="excuse-withdraw"),
]
