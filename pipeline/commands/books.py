"""Commands for whole books: new, build, verify, doctor."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from pipeline.commands.messages import language, tell
from pipeline.diagnostics import Code, Severity, diagnostic, whole
from pipeline.document import NOWHERE
from pipeline.driver import DAISY_FORMS, DEFAULT_FORMS, Built, Findings, Form, build_all
from pipeline.errors import UsageError
from pipeline.reasons import reason
from pipeline.sources import all_books


def build(arguments: argparse.Namespace) -> int:
    """Publish books; say what was made, its size, and how long it took."""
    lang = language(arguments)
    books = arguments.books or all_books()
    if not books:
        raise UsageError(diagnostic(Code.NO_BOOKS, NOWHERE))
    started = time.perf_counter()
    status = 0
    results = build_all(
        books, arguments.to or DEFAULT_FORMS, Path(arguments.out),
        jobs=arguments.jobs, strict=arguments.strict, audio=arguments.audio,
    )  # fmt: skip
    made = 0
    # A recording shows its own progress, clip by clip.
    for result in results if arguments.audio else _with_progress(results, len(books)):
        tell(result.findings, lang)
        if result.problem:
            print(result.problem.line(lang), file=sys.stderr)
        status = max(status, result.exit_status)
        made += sum(form.now for form in result.forms)
        for line in _built_lines(result, Path(arguments.out), lang):
            print(line)
    if made:
        seconds = time.perf_counter() - started
        print(f"全部で {seconds:.1f} 秒" if lang == "ja" else f"{seconds:.1f} s in all")
    return status


def _with_progress(results: Iterator[Built], total: int) -> Iterator[Built]:
    """The results as they come, with a line of progress where a person watches."""
    if not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.status import Status

    with Status(f"0/{total}", console=Console(stderr=True)) as shown:
        for number, result in enumerate(results, 1):
            shown.update(f"{number}/{total} {result.book}")
            yield result


def _built_lines(result: Built, out: Path, lang: str) -> Iterator[str]:
    if result.problem:
        return
    name = Path(result.book).resolve().name
    now = [form for form in result.forms if form.now]
    if not now:
        yield f"{name}: 変わりなし" if lang == "ja" else f"{name}: up to date"
        return
    yield f"{name}: {result.seconds:.1f} 秒" if lang == "ja" else f"{name}: {result.seconds:.1f} s"
    for form in now:
        yield f"  {form.name:<12}{_size(form.size):>9}  {_form_note(form, out / name, lang)}"


def _size(size: int) -> str:
    return f"{size / 1024:,.0f} KiB" if size < 1024**2 else f"{size / 1024**2:,.1f} MiB"


def _form_note(form: Form, folder: Path, lang: str) -> str:
    where = folder / form.files[0]
    if form.name in DAISY_FORMS:
        where = folder / form.name
        files = sum(file.startswith(f"{form.name}/") for file in form.files)
        archive = "".join(f" + {file}" for file in form.files if file.endswith(".zip"))
        counted = f"（{files} ファイル）" if lang == "ja" else f" ({files} files)"
        return f"{where}/{counted}{archive}"
    if form.pages:
        return (
            f"{where}（全 {form.volumes} 巻、{form.pages} ページ）" if lang == "ja"
            else f"{where} ({form.volumes} vol., {form.pages} pages)"
        )  # fmt: skip
    return str(where)


def verify(arguments: argparse.Namespace) -> int:
    """Judge published files and say in numbers what was checked."""
    from pipeline.verify import verify as judge
    from pipeline.verify.convention import Asked, Place, Where

    lang = language(arguments)
    findings = Findings()
    where = Where(arguments.gloss) if arguments.gloss else None
    places = arguments.uncounted
    uncounted = None if places is None else frozenset(map(Place, places))
    asked = Asked(where, arguments.unit, uncounted)
    verified = judge(map(Path, arguments.paths), findings.report, asked=asked)
    tell(findings.items, lang, notes=True)
    print(verified.summary(lang))
    return int(any(f.severity is Severity.ERROR for f in findings.items))


def new(arguments: argparse.Namespace) -> int:
    """Make a folder with the smallest book that builds."""
    from pipeline.starter import starter_files

    folder = Path(arguments.folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(diagnostic(Code.ALREADY_THERE, whole(folder)))
    texts = starter_files(folder.resolve().name)
    files = {folder / name: text.encode() for name, text in texts.items()}
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    except OSError as error:
        raise UsageError(
            diagnostic(Code.CANNOT_WRITE, whole(folder), reason=reason(error))
        ) from error
    made = "作りました。" if language(arguments) == "ja" else "made; next:"
    print(f"{folder}: {made} mimiyubi build {folder}")
    return 0


def doctor(arguments: argparse.Namespace) -> int:
    """Say what is installed and what is missing."""
    from pipeline.doctor import examine

    lang = language(arguments)
    checks = examine()
    for check in checks:
        print(check.line(lang))
    return 3 if any(check.needed and not check.ok for check in checks) else 0
