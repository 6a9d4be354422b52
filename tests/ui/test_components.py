from dataclasses import dataclass
from datetime import date

import pytest

from zhengyou.ui.charts import SHAPES
from zhengyou.ui.heat import HeatCell, HeatMap, HeatRow
from zhengyou.ui.templatetags.ui import STATE_WORDS

from .pages import bare, hrefs, parsed, rendered, words

TODAY = date(2026, 7, 1)


def test_a_state_is_a_shape_and_a_word() -> None:
    chips = [parsed(bare("{% state_chip state %}", state=state)) for state in STATE_WORDS]
    assert [words(chip) for chip in chips] == [
        "已完成", "待办", "已逾期", "已退回", "未到期", "零报告", "已免报", "缺报", "待审核",
    ]  # fmt: skip
    assert [len(chip.css("svg[aria-hidden=true]")) for chip in chips] == [1] * len(STATE_WORDS)
    assert set(STATE_WORDS) == set(SHAPES)


def test_a_state_may_have_a_word_of_its_own() -> None:
    assert words(parsed(bare('{% state_chip "late" "迟报3天" %}'))) == "迟报3天"


def test_an_unknown_state_is_an_error_of_whoever_wrote_the_page() -> None:
    with pytest.raises(KeyError):
        bare('{% state_chip "lost" %}')


def test_a_figure_is_a_door_without_script_and_opens_in_place_with_it() -> None:
    (door,) = parsed(bare('{% figure 2917 unit="项" href="/shuzi/1/" label="已公开承诺" %}')).css("a")
    assert words(door) == "2,917项"
    assert dict(door.attributes) == {
        "class": "figure",
        "href": "/shuzi/1/",
        "aria-label": "已公开承诺：2,917项",
        "hx-get": "/shuzi/1/",
        "hx-target": "#figure-panel-body",
        "hx-select": "#figure-body",
    }


def test_a_figure_brings_no_space_into_chinese_text() -> None:
    assert (
        parsed(bare("共{% figure 3 unit='项' %}，兑现{% percent 1 2 %}。")).body.text()
        == "共3项，兑现50%（1/2）。"
    )


def test_a_figure_that_is_not_known_is_a_dash() -> None:
    assert parsed(bare("{% figure value %}", value=None)).body.text() == "—"


def test_a_figure_cannot_carry_markup() -> None:
    page = parsed(bare("{% figure value unit=value href=value label=value %}", value='"><script>x</script>'))
    assert page.css("script") == []


@pytest.mark.parametrize(
    ("due", "left", "classes", "text"),
    [
        (date(2026, 7, 8), 5, "deadline", "7月8日（还剩5个工作日）"),
        (date(2026, 6, 28), 0, "deadline is-late", "6月28日（已过3天）"),
    ],
)
def test_a_past_deadline_looks_past_and_says_so(due: date, left: int, classes: str, text: str) -> None:
    (time,) = parsed(bare("{% deadline due today left %}", due=due, today=TODAY, left=left)).css("time")
    assert (time.attributes["class"], time.attributes["datetime"], words(time)) == (
        classes,
        due.isoformat(),
        text,
    )


def test_a_missing_deadline_is_a_dash() -> None:
    assert bare("{% deadline due today %}", due=None, today=TODAY) == "—"


def test_filters_are_links_that_keep_the_rest_of_the_address_and_start_from_the_first_page() -> None:
    choices = [("", "全部", 859), ("late", "已逾期", 12), ("due", "待办", None)]
    markup = rendered(
        '{% filter_links "state" choices label="状态" %}', "/l?state=late&sort=day&after=50", choices=choices
    )
    assert hrefs(markup) == ["?sort=day", "?sort=day&state=late", "?sort=day&state=due"]
    assert [words(link) for link in parsed(markup).css("a[aria-current]")] == ["已逾期 12"]
    assert [words(link) for link in parsed(markup).css("a")] == ["全部 859", "已逾期 12", "待办"]


def test_without_a_chosen_filter_all_is_the_present_one() -> None:
    markup = rendered(
        '{% filter_links "state" choices %}', choices=[("", "全部", None), ("due", "待办", None)]
    )
    assert [words(link) for link in parsed(markup).css("a[aria-current]")] == ["全部"]


@pytest.mark.parametrize(
    ("address", "href", "order"),
    [
        ("/l", "?sort=day", "none"),
        ("/l?sort=day&after=50&state=late", "?state=late&sort=-day", "ascending"),
        ("/l?sort=-day", "?sort=day", "descending"),
        ("/l?sort=name", "?sort=day", "none"),
    ],
)
def test_a_heading_sorts_and_a_second_press_turns_the_order(address: str, href: str, order: str) -> None:
    markup = rendered('<table><tr>{% column "到期" key="day" numeric=True %}</tr></table>', address)
    (heading,) = parsed(markup).css("th")
    assert hrefs(markup) == [href]
    assert (heading.attributes["aria-sort"], heading.attributes["class"]) == (order, "number")


def test_the_next_page_begins_after_the_last_key_and_keeps_filter_and_order() -> None:
    markup = rendered("{% pager 150 shown=50 total=1234 %}", "/l?state=late&after=100")
    assert hrefs(markup) == ["?state=late", "?state=late&after=150"]
    assert words(parsed(markup)) == "回到第一页 本页50行，共1,234行 下一页"


def test_a_list_of_one_page_has_no_pager() -> None:
    assert words(parsed(rendered("{% pager None %}"))) == ""


def test_a_table_has_its_caption_and_becomes_cards_on_a_phone() -> None:
    page = parsed(bare('{% table caption="到期承诺" %}<tbody><tr><td>1</td></tr></tbody>{% endtable %}'))
    assert [words(node) for node in page.css("table.as-cards > caption")] == ["到期承诺"]
    assert len(page.css("table td")) == 1


def test_a_wide_table_scrolls_in_a_frame_that_the_keyboard_reaches() -> None:
    page = parsed(bare('{% table caption="各单位" wide=True %}<tbody></tbody>{% endtable %}'))
    (frame,) = page.css("div.is-wide")
    assert {name: frame.attributes[name] for name in ("role", "tabindex", "aria-label")} == {
        "role": "region",
        "tabindex": "0",
        "aria-label": "各单位",
    }


def test_a_heat_map_says_share_and_counts_in_each_cell() -> None:
    rows = [HeatRow("石桥乡党委", [HeatCell(25, 30, "/c/1/"), HeatCell(0, 0)], "/o/1/")]
    markup = bare("{% heat_map heat %}", heat=HeatMap("公开承诺最快", ["公开承诺", "领导点评"], rows, "单位"))
    page = parsed(markup)
    assert [(cell.attributes["class"], words(cell)) for cell in page.css("td")] == [
        ("heat-3", "83%（25/30）"),
        ("heat-none", "—（没有任务）"),
    ]
    assert hrefs(markup) == ["/o/1/", "/c/1/"]
    assert [words(node) for node in page.css("caption")] == ["公开承诺最快"]


def test_a_distribution_has_the_table_behind_it() -> None:
    page = parsed(
        bare('{% distribution "多数过半" bins unit="个支部" %}', bins=[("一半以下", 2), ("一半以上", 1234)])
    )
    assert words(page.css_first("figcaption")) == "多数过半"
    assert [words(row) for row in page.css("details tr")] == ["一半以下2个支部", "一半以上1,234个支部"]


@dataclass(frozen=True)
class Duty:
    """One line of what awaits me."""

    title: str
    url: str
    state: str
    day: date | None = None
    working_days_left: int | None = None
    detail: str = ""
    word: str = ""


def test_what_awaits_me_opens_straight_into_what_settles_it() -> None:
    duties = [
        Duty("6月零报告", "/bao/6/", "late", date(2026, 6, 28), 0, "石桥乡党委"),
        Duty("看一看", "/kan/", "due"),
    ]
    markup = bare("{% todo_list duties today %}", duties=duties, today=TODAY)
    assert hrefs(markup) == ["/bao/6/", "/kan/"]
    assert [words(line) for line in parsed(markup).css("li")] == [
        "6月零报告 已逾期 6月28日（已过3天） 石桥乡党委",
        "看一看 待办",
    ]


def test_a_bar_carries_its_numbers() -> None:
    page = parsed(bare('{% progress 412 968 "导入名册" %}'))
    assert words(page.css_first(".progress-text")) == "43%（412/968）"
    assert dict(page.css_first("progress").attributes) == {
        "max": "968",
        "value": "412",
        "aria-label": "导入名册",
    }
