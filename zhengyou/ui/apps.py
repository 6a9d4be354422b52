from django.apps import AppConfig

from zhengyou.ui import sentences


class UiConfig(AppConfig):
    name = "zhengyou.ui"
    label = "ui"

    def ready(self) -> None:
        sentences.speak_plainly()
