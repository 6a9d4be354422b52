from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "zhengyou.accounts"
    label = "accounts"
