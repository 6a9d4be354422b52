from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "zhengyou.organisations"
    label = "organisations"
