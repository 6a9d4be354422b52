from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "zhengyou.reports"
    label = "reports"
