#!/usr/bin/env python3
"""Compares docs/errors.md with the messages in the sources, both ways, by their fixed parts (what lies between values).

  errors_page.py    fails and lists what is missing: messages that the page lacks, quotations that no source has
Messages are the texts given to what raises errors; in what the runtime, the APIs and the model reader are made of, all
texts of three words. Kernels' own short messages are grouped on the page, so only what it quotes of them is checked.
"""
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "errors.md"
RAISING = re.compile(r"\b(BuildError|runtime_error|Fail|Reject|Die|ReportTo|ReportError|bad|\w+Exception|UnsatisfiedLinkError)\s*\(")
TOKEN = re.compile(r"""("(?:[^"\\\n]|\\.)*")|'(?:[^'\\\n]|\\.)+'|//[^\n]*|/\*.*?\*/|#include[^\n]*""", re.S)
TEXT = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
VALUE = re.compile(r"\{[^{}\n;]*\}|%(?:\d+\$)?[-0-9.*]*(?:ll?|z)?[a-z]|\\n")
# Files made of messages.
TALKING = ("builder/model/model.cc", "builder/custom/sources.cc", "runtime/", "api/")
WORDS = re.compile(r"[A-Za-z']+ [A-Za-z'(]+ [A-Za-z']+")
# Texts there that no user sees, and on the page those that are put together of two.
HIDDEN = ("float int byte long", "Loaded native library", "Didn't load native library")
COMPOSED = ("allocating tensors failed",)


def sources(*folders):
    """Files with their text: comments gone, texts that the compiler joins as one."""
    for folder in folders:
        for file in sorted((ROOT / folder).rglob("*")):
            if file.suffix in (".cc", ".java") or (folder == "kernels" and file.suffix == ".h"):
                text = TOKEN.sub(lambda m: m[1] or " ", file.read_text())
                yield str(file.relative_to(ROOT)), re.sub(r'(?<!\\)"\s*(\+\s*)?"', "", text)


def arguments(text, start):
    """What stands in the parentheses that open at `start`."""
    depth = 0
    for token in re.compile(r'"(?:[^"\\\n]|\\.)*"|[()]').finditer(text, start):
        depth += (token[0] == "(") - (token[0] == ")")
        if not depth:
            return text[start : token.start()]
    return text[start:]


def fixed_parts(message):
    """Those long enough to be told from others; a long one by how it begins."""
    for part in VALUE.split(message.replace('\\"', '"')):
        part = " ".join(part.split()).strip(" :;,.()'\"")
        if len(re.findall("[A-Za-z]", part)) >= 8:
            yield part[:45].rstrip(" (")


def messages():
    for file, text in sources("builder", "runtime", "api"):
        if file.endswith("class_file.cc"):  # "class file: …" on the page
            continue
        found = [t for m in RAISING.finditer(text) for t in TEXT.findall(arguments(text, m.end() - 1))]
        if file.startswith(TALKING):
            found += [t for t in TEXT.findall(text) if WORDS.search(t)]
        for message in found:
            if not message.startswith(HIDDEN):
                yield from ((file, part) for part in fixed_parts(message))


def main():
    rows = [line for line in PAGE.read_text().split("\n") if line.startswith("| ")]
    quoted = [q for line in rows for q in re.findall(r"`([^`]+)`", line.split(" | ")[0])]
    page = " ".join(" ".join(quoted).split())
    problems = sorted({f"{file}: not on the page: {part}" for file, part in messages() if part not in page})

    texts = [t for _, text in sources("builder", "runtime", "api", "kernels") for t in TEXT.findall(text)]
    texts += [(ROOT / name).read_text() for name in ("tare", "build_aar_with_docker.sh", "scripts/bootstrap.sh")]
    texts += [file.read_text() for folder in ("include", "kernels") for file in (ROOT / folder).rglob("*.h")]
    texts += COMPOSED
    known = " ".join(VALUE.sub(" ", " ".join(texts)).replace('\\"', '"').split())
    for quotation in quoted:
        for part in quotation.split("…"):
            part = part.strip(" :;,.()'`\"")
            if len(part) > 3 and part not in known:
                problems.append(f"{PAGE.relative_to(ROOT)}: in no source: {part}")
    if problems:
        raise SystemExit("\n".join(problems) + f"\n{len(problems)} differences")
    print(f"{len(quoted)} quotations, all there")


if __name__ == "__main__":
    main()
