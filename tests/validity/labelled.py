"""Labelled responses, their fixed split, and what a program or a word list says of them.

A labelled file has one JSON object a line: id, question (section key), question_text, text, labels (codes).
"""

import hashlib
import json
import re
import subprocess
import tomllib

FRESH_SALT = "attune-validity-2:"


def read(path):
    """The responses of a file. Raises ValueError with FILE:LINE when a line is no labelled response."""
    responses = []
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                response = json.loads(line)
                response["labels"] = {label for label in response["labels"]}
                response["id"], response["text"]
            except (ValueError, KeyError, TypeError) as mistake:
                raise ValueError(f"{path}:{number}: expected a labelled response, found {mistake}") from None
            responses.append(response)
    if not responses:
        raise ValueError(f"{path}:1: expected labelled responses, found none")
    return responses


def is_fresh(response):
    """A quarter of all ids, fixed for good: responses whose text no rule may be written with."""
    return hashlib.sha256((FRESH_SALT + response["id"]).encode()).digest()[0] < 64


def part(responses, name):
    """develop: rules are written on it; fresh: only measured; all."""
    return [r for r in responses if name == "all" or is_fresh(r) == (name == "fresh")]


def as_transcripts(responses):
    """The responses as the program reads them: a question and an answer in one section each."""
    lines = []
    for response in responses:
        section = {"section": response["question"]} if response.get("question") else {}
        turns = [{"role": "interviewer", "text": response["question_text"], **section}] if response.get("question_text") else []
        turns.append({"role": "participant", "text": response["text"], **section})
        lines.append(json.dumps({"id": response["id"], "turns": turns}, ensure_ascii=False))
    return "\n".join(lines) + "\n"


def coded(attune, responses, books):
    """The marks of the program, a list for each response id. Raises RuntimeError when the program could not."""
    command = [attune, "code", "-", "--from", "jsonl", "--format", "jsonl"]
    for book in books:
        command += ["-b", book]
    run = subprocess.run(command, input=as_transcripts(responses), capture_output=True, text=True, encoding="utf-8")
    if run.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {run.returncode}: {run.stderr.strip()}")
    marks = {response["id"]: [] for response in responses}
    for line in run.stdout.splitlines():
        mark = json.loads(line)
        marks[mark["transcript"]].append(mark)
    return marks


def shipped(attune):
    """[(id, default)] of the codebooks inside the program."""
    run = subprocess.run([attune, "codebook", "list", "--format", "json"], capture_output=True, text=True, check=True)
    return [(book["id"], book["default"]) for book in json.loads(run.stdout)]


def codes_of(attune, book):
    """{parent code: number of different words in the rules that leave it}, of a shipped codebook or a file."""
    if book.endswith(".toml"):
        with open(book, "rb") as file:
            parsed = tomllib.load(file)
    else:
        run = subprocess.run([attune, "codebook", "export", book, "-"], capture_output=True, text=True, check=True)
        parsed = tomllib.loads(run.stdout)
    parents = {code["id"]: code.get("parent", code["id"]) for code in parsed["code"]}
    lexicons = parsed.get("lexicon", {})

    def words(patterns, seen):
        found = set()
        for pattern in patterns:
            for name in re.findall(r"\{(\w+)\}", pattern):
                if name in lexicons and name not in seen:
                    entries = lexicons[name]
                    found |= words(entries["entries"] if isinstance(entries, dict) else entries, seen | {name})
            found |= set(re.findall(r"[a-z']+", re.sub(r"[{<][^}>]*[}>]", " ", pattern.lower())))
        return found

    sizes = {parent: set() for parent in parents.values()}
    for marker in parsed.get("marker", []):
        sizes[parents[marker["code"]]] |= words(marker.get("any", []) + marker.get("all", []), frozenset())
    return {parent: len(found) for parent, found in sizes.items()}
