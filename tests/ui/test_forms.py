from datetime import date

import pytest
from django import forms
from selectolax.lexbor import LexborHTMLParser

from zhengyou.ui.gallery import CommitmentForm

from .pages import bare, parsed, words

REFUSED = {"text": "多为群众办好事", "amount": "一万", "day": "2026-13-01", "ways": ["board"]}


def _page(form: forms.Form) -> LexborHTMLParser:
    return parsed(bare("<form>{% form_body form %}</form>", form=form))


def _ids(page: LexborHTMLParser) -> set[str]:
    return {node.attributes["id"] or "" for node in page.css("[id]")}


def test_a_refused_form_comes_back_with_everything_that_was_typed() -> None:
    page = _page(CommitmentForm(REFUSED))
    assert words(page.css_first("textarea")) == "多为群众办好事"
    assert page.css_first("[name=amount]").attributes["value"] == "一万"
    assert [node.attributes["value"] for node in page.css("[name=ways][checked]")] == ["board"]


def test_a_date_that_does_not_exist_comes_back_as_text_because_a_calendar_would_drop_it() -> None:
    day = _page(CommitmentForm(REFUSED)).css_first("[name=day]")
    assert (day.attributes["type"], day.attributes["value"]) == ("text", "2026-13-01")


def test_the_summary_on_top_names_each_mistake_and_leads_to_its_field() -> None:
    page = _page(CommitmentForm(REFUSED))
    links = page.css(".mistakes a")
    assert [words(link) for link in links] == [
        "类别：请选一项。",
        "预计投入（元）：这里要写数字，例如 12000。",
        "完成日期：没有这一天。请写成年-月-日，例如 2026-07-01。",
        "已在支部会议上讨论通过：请先打勾确认。",
    ]
    assert {(link.attributes["href"] or "").removeprefix("#") for link in links} <= _ids(page)
    assert words(page.css_first(".mistakes h2")) == "还差4处，改好就能提交"


def test_the_summary_takes_the_focus_and_no_field_competes() -> None:
    class Login(forms.Form):
        name = forms.CharField(label="用户名", widget=forms.TextInput(attrs={"autofocus": True}))

    assert [node.attributes["name"] for node in _page(Login()).css("[autofocus]")] == ["name"]
    assert [node.attributes["class"] for node in _page(Login({})).css("[autofocus]")] == ["mistakes"]


def test_each_field_says_its_mistake_again_beside_itself() -> None:
    page = _page(CommitmentForm(REFUSED))
    wrong = {
        words(field.css_first("label, legend")): words(field.css_first(".mistake"))
        for field in page.css(".field.is-wrong")
    }
    assert wrong == {
        "类别": "请选一项。",
        "预计投入（元） （可不填）": "这里要写数字，例如 12000。",
        "完成日期": "没有这一天。请写成年-月-日，例如 2026-07-01。",
        "已在支部会议上讨论通过": "请先打勾确认。",
    }


def test_hints_and_mistakes_are_read_out_with_their_field() -> None:
    page = _page(CommitmentForm(REFUSED))
    described = {
        node.attributes.get("name") or words(node.css_first("legend")): (
            node.attributes["aria-describedby"] or ""
        ).split()
        for node in page.css("[aria-describedby]")
    }
    assert described == {
        "text": ["id_text_helptext"],
        "类别": ["id_kind_error"],
        "amount": ["id_amount_error"],
        "day": ["id_day_helptext", "id_day_error"],
        "proof": ["id_proof_helptext"],
        "agree": ["id_agree_error"],
    }
    assert {target for targets in described.values() for target in targets} <= _ids(page)
    invalid = [node.attributes["name"] for node in page.css("[aria-invalid=true]")]
    assert sorted(set(invalid)) == ["agree", "amount", "day", "kind"]


def test_a_mistake_of_the_whole_form_stands_on_top() -> None:
    form = CommitmentForm(REFUSED)
    form.add_error(None, "这项承诺和去年的第3项一样。")
    assert words(_page(form).css_first(".mistakes li")) == "这项承诺和去年的第3项一样。"


def test_a_form_without_mistakes_has_no_summary() -> None:
    assert _page(CommitmentForm()).css(".mistakes, .mistake, [aria-invalid]") == []


def test_a_date_is_shown_in_the_form_a_calendar_reads() -> None:
    day = _page(CommitmentForm(initial={"day": date(2026, 9, 30)})).css_first("[name=day]")
    assert (day.attributes["type"], day.attributes["value"]) == ("date", "2026-09-30")


def test_every_input_has_a_label() -> None:
    page = _page(CommitmentForm())
    labelled = {label.attributes["for"] for label in page.css("label[for]")}
    assert {node.attributes["id"] for node in page.css("input, select, textarea")} - labelled == set()


def test_fields_that_no_group_names_come_after_the_groups() -> None:
    page = _page(CommitmentForm())
    assert [words(node) for node in page.css("fieldset.group > legend")] == ["承诺什么", "什么时候、谁来证明"]
    names = list(dict.fromkeys(node.attributes["name"] for node in page.css("[name]")))
    assert names == ["text", "kind", "amount", "day", "ways", "proof", "sector", "agree"]


def test_what_may_be_left_out_is_marked_and_nothing_else() -> None:
    marked = [
        words(node.parent).removesuffix(" （可不填）") for node in _page(CommitmentForm()).css(".optional")
    ]
    assert marked == ["预计投入（元）", "佐证材料", "所属领域"]


def test_hidden_fields_are_kept() -> None:
    class Hidden(forms.Form):
        version = forms.IntegerField(widget=forms.HiddenInput, initial=3)

    (node,) = _page(Hidden()).css("input")
    assert (node.attributes["type"], node.attributes["value"]) == ("hidden", "3")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        (forms.CharField(), "", "请填写这一项。"),
        (forms.ChoiceField(choices=[("a", "甲")]), "b", "没有“b”这个选项，请重新选。"),
        (forms.MultipleChoiceField(choices=[("a", "甲")]), [], "请至少选一项。"),
        (forms.IntegerField(), "三", "这里要写整数，例如 12。"),
        (forms.DecimalField(), "三", "这里要写数字，例如 12000。"),
        (forms.DateField(), "明天", "没有这一天。请写成年-月-日，例如 2026-07-01。"),
        (forms.FileField(), None, "请选一个文件。"),
        (forms.BooleanField(), False, "请先打勾确认。"),
        (forms.CharField(error_messages={"required": "请写明完成时限。"}), "", "请写明完成时限。"),
    ],
)
def test_forms_speak_as_people_do(field: forms.Field, value: object, sentence: str) -> None:
    with pytest.raises(forms.ValidationError) as refusal:
        field.clean(value)
    assert refusal.value.messages == [sentence]
