from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "zhengyou.desk"
    label = "desk"
