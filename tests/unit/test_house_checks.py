"""Each house rule finds what it should: a rule that never fires guards nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from checks import codes, glossary, places, settings, shape, tables, tree, walls


def write(folder: Path, text: str, called: str = "deel.py") -> Path:
    path = folder / called
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("lines", "found"), [(400, 0), (401, 1)])
def test_a_module_may_have_400_lines(tmp_path: Path, lines: int, found: int) -> None:
    path = write(tmp_path, "x = 1\n" * lines)
    assert len(list(shape.long_module(path))) == found


@pytest.mark.parametrize(("statements", "found"), [(39, 0), (40, 1)])
def test_a_function_may_have_40_lines_without_its_docstring(tmp_path: Path, statements: int, found: int) -> None:
    docstring = '    """One.\n\n    Two.\n    """\n'
    path = write(tmp_path, "def f():\n" + docstring + "    x = 1\n" * statements)
    assert len(list(shape.long_functions(path))) == found


@pytest.mark.parametrize("called", ["utils.py", "helpers/x.py", "common.py", "manager.py", "base.py"])
def test_names_that_say_nothing_are_refused(tmp_path: Path, called: str) -> None:
    assert list(shape.forbidden_name(write(tmp_path, "", called)))


def test_an_ordinary_name_is_allowed(tmp_path: Path) -> None:
    assert not list(shape.forbidden_name(write(tmp_path, "", "toewijzing.py")))


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import pandas", 1),
        ("import pandas.core as x", 1),
        ("from pandas import DataFrame", 1),
        ("def f():\n    import pandas", 1),
        ("import pandas_like\nimport pyarrow", 0),
        ("# import pandas", 0),
    ],
)
def test_pandas_is_seen_wherever_it_is_imported(tmp_path: Path, code: str, found: int) -> None:
    assert len(list(shape.pandas_imports(write(tmp_path, code)))) == found


IGNORE = "# type: " + "ignore"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (f"x = 1  {IGNORE}", 1),
        (f"x = 1  {IGNORE}[arg-type]", 1),
        (f"x = 1  {IGNORE}  # because", 1),
        (f"x = 1  {IGNORE}[arg-type]  # the stub lacks this overload", 0),
        (f"x = 1  {IGNORE}[arg-type, misc] # the stub lacks this overload", 0),
        (f"x = '{IGNORE}'", 0),
    ],
)
def test_a_silenced_type_says_which_and_why(tmp_path: Path, line: str, found: int) -> None:
    assert len(list(shape.silenced_types(write(tmp_path, line + "\n")))) == found


def test_a_room_says_what_lives_in_it(tmp_path: Path) -> None:
    write(tmp_path, '"""Short."""', "kort/__init__.py")
    write(tmp_path, '"""What lives here is this, and what does not is that."""', "goed/__init__.py")
    write(tmp_path, "", "kaal/deel.py")
    found = [v.path.removeprefix(f"{tmp_path}/") for v in shape.rooms_without_docstring(tmp_path)]
    assert found == ["kaal", "kort/__init__.py"]


@pytest.mark.parametrize("host", places._INDEX_HOSTS)
def test_every_index_is_recognised(tmp_path: Path, host: str) -> None:
    assert list(places.index_hosts(write(tmp_path, f"see https://{host}/x\n")))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/" + "root/x", 1),
        ("cd /" + "work/main", 1),
        ("'/" + "home/jan/x'", 1),
        ("/" + "tmp/x", 1),
        ("work/main and a/root/b", 0),
        ("/toewijzing/1", 0),
        ("https://example.nl/" + "home/x", 0),
    ],
)
def test_paths_of_one_machine_are_recognised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, found: int
) -> None:
    monkeypatch.setattr(tree, "REPO", tmp_path)
    assert len(list(places.machine_paths(write(tmp_path, text)))) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x==1 \\\n    --hash=sha256:00\n", 0),
        ("x==1 ; sys_platform == 'win32' \\\n    --hash=sha256:00\n", 0),
        ("x==1\n", 1),
        ("--index-url https://example.nl\n", 1),
        ("--extra-index-url x\n", 1),
        ("--find-links x\n", 1),
        ("x @ file:///y \\\n", 1),
        ("./x.whl\n", 1),
        ("/x.whl\n", 1),
    ],
)
def test_a_lock_file_is_names_versions_and_hashes(tmp_path: Path, text: str, found: int) -> None:
    assert len(list(places.lock_settings(write(tmp_path, text, "dev.txt")))) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("from datameent.release.read import Release", 0),
        ("from datameent.domain import Cel\nimport django", 0),
        ("from datameent.web.figures import x", 0),
        ("from datameent.release import build", 1),
        ("from datameent.release import read", 0),
        ("from datameent.release.build import x", 1),
        ("from datameent.lake.store import Lake", 1),
        ("def f():\n    import datameent.kern", 1),
    ],
)
def test_web_opens_a_release_and_nothing_else(tmp_path: Path, code: str, found: int) -> None:
    path = write(tmp_path, code)
    assert len(list(walls.imports_through(path, "web", walls.ALLOWED["web"]))) == found


def test_words_of_a_name() -> None:
    assert glossary.words("ToewijzingTabel_cent2") == ["toewijzing", "tabel", "cent"]


def test_a_word_without_a_line_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glossary, "names", lambda: iter([("x.py", 1, "KwaakTabel"), ("y.py", 2, "kwaak_aanbieder")]))
    assert [str(v) for v in glossary.violations()] == ["x.py:1: `kwaak` (in KwaakTabel) has no line in GLOSSARY.md"]


def test_a_setting_without_a_line_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    extra = settings.Setting("kwaakgrens", "Kwaak", "x.py", 3)
    known = settings.setting_names()
    monkeypatch.setattr(settings, "setting_names", lambda: (*known, extra))
    assert "x.py:3: `kwaakgrens`" in "\n".join(str(v) for v in settings.violations())


def test_a_line_about_a_setting_that_is_gone_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = write(tmp_path, "| `kwaakgrens` | x | y |\n", "p.md")
    monkeypatch.setattr(settings, "PAGES", (*settings.PAGES, page))
    assert any("`kwaakgrens` is explained" in v.what for v in settings.violations())


def test_settings_are_the_fields_of_the_models() -> None:
    found = {s.naam for s in settings.setting_names()}
    assert {"bewaartermijn_maanden", "minimum_personen", "max_bestand", "grondslag"} <= found
    assert "model_config" not in found


def test_every_column_of_every_table_is_read() -> None:
    assert "postcode" in tables.meaning("postcode", "postcode")
    assert tables.meaning("toewijzing", "status") != tables.meaning("declaratieregel", "status")


def test_codes_are_read_with_explanation_and_remedy() -> None:
    code = codes.all_codes()["DM-CLI-001"]
    assert code.room == "cli"
    assert "data home" in code.uitleg
    assert any("datameent init" in d for d in code.doe)


def test_a_code_in_an_example_is_not_defined_by_it() -> None:
    assert codes.all_codes()["DM-XML-001"].path.endswith("sources/codes.py")
