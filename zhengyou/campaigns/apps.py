from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "zhengyou.campaigns"
    label = "campaigns"
