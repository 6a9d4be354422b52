"""From a document to a draft, and what is refused."""

import io
import zipfile
from email.message import Message
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import Cast
from zhengyou.campaigns.models import Plan, PlanSource
from zhengyou.ledger.models import Entry

from .conftest import PARAGRAPHS, docx_of

ROOT = Path(__file__).resolve().parents[3]
DEMO = sorted((ROOT / "zhengyou" / "demo" / "plan").glob("*.docx"))
SEEDS = ROOT / "../shared/seeds"
GLUED = "\n".join(
    f"关工委活动计划篇{number}\n一、工作目标\n{text}\n二、主要任务\n各支部每月报送一次工作情况。\n"
    for number, text in (("一", "关心下一代。"), ("二", "办好家长学校。"), ("三", "讲好红色故事。"))
)


def _file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def _with(extra: dict[str, bytes]) -> bytes:
    """A real .docx with members added or replaced."""
    with zipfile.ZipFile(io.BytesIO(docx_of(PARAGRAPHS))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return _zip(members | extra)


def test_a_docx_becomes_a_draft_with_its_items_and_its_line_in_the_ledger(office: Client) -> None:
    content = docx_of(PARAGRAPHS)
    answer = office.post("/plans/upload/", {"document": _file("方案.docx", content)})
    plan = Plan.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/plans/{plan.pk}/")
    assert (plan.title, plan.state) == (PARAGRAPHS[0], "draft")
    assert {"phase", "task", "person"} <= set(plan.items.values_list("kind", flat=True))
    assert plan.source.lines == PARAGRAPHS
    assert [line.verb for line in Entry.objects.filter(subject_id=plan.pk)] == ["campaigns.plan.upload"]


def test_after_the_upload_a_sentence_says_what_was_read_and_who_sees_it(office: Client) -> None:
    given = {"document": _file("方案.docx", docx_of(PARAGRAPHS))}
    body = office.post("/plans/upload/", given, follow=True).content.decode()
    count = Plan.objects.get().items.count()
    assert f"已读出《{PARAGRAPHS[0]}》里的 {count} 项内容" in body
    assert "只有本单位能看到" in body


@pytest.mark.parametrize("name", ["方案.txt", "方案.html"])
def test_text_and_html_are_read_as_well(office: Client, name: str) -> None:
    html = "<html><body>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS) + "</body></html>"
    content = html if name.endswith(".html") else "\n".join(PARAGRAPHS)
    office.post("/plans/upload/", {"document": _file(name, content.encode())})
    assert Plan.objects.get().title == PARAGRAPHS[0]


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.name)
def test_our_own_plan_opens_on_the_workbench(office: Client, path: Path) -> None:
    answer = office.post("/plans/upload/", {"document": _file(path.name, path.read_bytes())}, follow=True)
    plan = Plan.objects.get()
    assert answer.status_code == 200
    assert plan.items.filter(kind="phase").count() == 4
    assert all(f'id="i{pk}"' in answer.content.decode() for pk in plan.items.values_list("pk", flat=True))


@pytest.mark.parametrize("start", ["000_", "001_", "003_"])
def test_a_plan_as_people_pass_it_on_opens_on_the_workbench(office: Client, start: str) -> None:
    found = sorted(SEEDS.glob(f"{start}*"))
    if not found:
        pytest.skip("the collected plans are not beside the project")
    answer = office.post(
        "/plans/upload/", {"document": _file(found[0].name, found[0].read_bytes())}, follow=True
    )
    plan = Plan.objects.get()
    assert answer.status_code == 200
    assert plan.items.filter(kind="task").exists()
    assert all(f'id="i{pk}"' in answer.content.decode() for pk in plan.items.values_list("pk", flat=True))


ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
XXE = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d>&x;</d>'
BAD = {
    "nothing chosen": (None, "还没有选文件"),
    "empty": (("方案.docx", b""), "空的"),
    "blank text": (("方案.txt", b" \r\n\r\n "), "空的"),
    "spreadsheet": (
        ("方案.docx", _zip({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<a/>"})),
        "Excel",
    ),
    "text renamed": (("方案.docx", "各支部每月报送一次。".encode()), "另存为"),
    "encrypted": (("方案.docx", ENCRYPTED), "密码"),
    "bomb": (("方案.docx", _with({"word/media/a.bin": bytes(60_000_000)})), ""),
    "entities": (("方案.docx", _with({"word/document.xml": XXE})), ""),
    "macros": (("方案.docm", _with({"word/vbaProject.bin": b"x"})), "宏"),
    "damaged": (("方案.docx", docx_of(PARAGRAPHS)[:3000]), ""),
    "pdf": (("方案.pdf", b"%PDF-1.7 ..."), "PDF"),
    "picture": (("方案.txt", b"\x89PNG\r\n\x1a\n" + bytes(50)), "图片"),
    "too large": (("方案.txt", b" " * (20 * 1024 * 1024 + 1)), "超过 20 MB"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_cannot_be_read_is_refused_with_a_sentence_and_nothing_is_stored(
    office: Client, kind: str
) -> None:
    given, word = BAD[kind]
    answer = office.post("/plans/upload/", {"document": _file(*given)} if given else {})
    (sentence,) = answer.context["form"].errors["document"]
    assert answer.status_code == 422
    assert word in sentence
    assert sentence.endswith("。")
    # In the summary and again at the field.
    assert answer.content.decode().count(sentence) == 2
    assert (Plan.objects.count(), PlanSource.objects.count(), Entry.objects.count()) == (0, 0, 0)
    assert office.get("/plans/").status_code == 200


def test_several_documents_in_one_file_are_asked_about_and_nothing_is_stored_yet(office: Client) -> None:
    answer = office.post("/plans/upload/", {"document": _file("三篇.txt", GLUED.encode())})
    assert answer.status_code == 200
    assert "这个文件里有 3 份文件，要整理哪一份？" in answer.content.decode()
    assert [d.title for d in answer.context["form"].reading.documents] == [
        "关工委活动计划篇一",
        "关工委活动计划篇二",
        "关工委活动计划篇三",
    ]
    assert Plan.objects.count() == 0


def test_the_document_that_was_chosen_is_the_one_worked_on(office: Client) -> None:
    office.post("/plans/upload/", {"document": _file("三篇.txt", GLUED.encode()), "which": "1"})
    plan = Plan.objects.get()
    assert (plan.title, plan.source.document) == ("关工委活动计划篇二", 1)
    body = office.get(f"/plans/{plan.pk}/").content.decode()
    assert "办好家长学校" in body
    assert "讲好红色故事" not in body


def test_a_choice_that_was_never_offered_is_refused(office: Client) -> None:
    answer = office.post("/plans/upload/", {"document": _file("三篇.txt", GLUED.encode()), "which": "9"})
    assert answer.status_code == 422
    assert Plan.objects.count() == 0


def test_in_place_only_the_question_comes_back_so_that_the_file_stays_chosen(office: Client) -> None:
    given = {"document": _file("三篇.txt", GLUED.encode())}
    body = office.post("/plans/upload/", given, headers={"HX-Request": "true"}).content.decode()
    assert 'name="which"' in body
    assert "<html" not in body
    assert 'type="file"' not in body


def test_in_place_a_good_upload_leads_to_the_workbench(office: Client) -> None:
    given = {"document": _file("方案.docx", docx_of(PARAGRAPHS))}
    answer = office.post("/plans/upload/", given, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == f"/plans/{Plan.objects.get().pk}/"


def test_in_place_a_refused_upload_puts_the_whole_form_back(office: Client) -> None:
    given = {"document": _file("方案.pdf", b"%PDF-1.7")}
    answer = office.post("/plans/upload/", given, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (422, "#upload-form")
    assert "PDF" in answer.content.decode()


def test_the_document_comes_back_byte_by_byte_as_a_file_to_save(cast: Cast, office: Client) -> None:
    content = docx_of(PARAGRAPHS)
    office.post("/plans/upload/", {"document": _file("方案 终稿.docx", content)})
    answer = cast.client("reader").get(f"/plans/{Plan.objects.get().pk}/document/")
    assert answer.content == content
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    expected = "attachment; filename*=utf-8''%E6%96%B9%E6%A1%88%20%E7%BB%88%E7%A8%BF.docx"
    assert answer.headers["Content-Disposition"] == expected


@pytest.mark.parametrize("name", ['"; filename="evil.exe.txt', "方案“终稿”.txt", "a;b\\c.txt"])
def test_a_name_made_to_deceive_stays_a_name(office: Client, draft: Plan, name: str) -> None:
    PlanSource.objects.filter(plan=draft).update(name=name)
    header = Message()
    header["Content-Disposition"] = office.get(f"/plans/{draft.pk}/document/").headers["Content-Disposition"]
    assert (header.get_content_disposition(), header.get_filename()) == ("attachment", name)


@pytest.mark.parametrize("name", ["../../etc/方案.txt", "a\r\nX-Evil: 1/方案.txt"])
def test_folders_and_line_breaks_in_a_name_are_left_out(office: Client, name: str) -> None:
    office.post("/plans/upload/", {"document": _file(name, "\n".join(PARAGRAPHS).encode())})
    assert PlanSource.objects.get().name == "方案.txt"
