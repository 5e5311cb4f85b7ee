#!/usr/bin/env python3
"""run_transcript.py MIGRATE FILE: run what the file shows, compare what is printed.

FILE is a transcript (*.t) or a Markdown page, where only the blocks marked ```console count. A line
`$ COMMAND` is run (lines `> ...` continue it), the lines below it are what a terminal shows,
`[exit N]` comes last where the status is not 0; blank lines at the end do not count. Everything
happens in one shell, in an empty folder, in the environment of somebody who has just installed
migrate. TEST_SERVER=HOST:PORT names a server; it is localhost:5432 in FILE. For a transcript
DATABASE_URL names its database `app`, and SAMPLE the folder of a project to copy; a page gets
neither, since a reader has neither.

What differs from run to run may differ: generated ids (each stands for one id throughout, also in
commands), dates in file names, times, durations, the temporary folder, the server's port, who runs
it where. `[..]` matches any text in a line, a line `...` any lines. A line `#: ...` of a transcript
is a remark.

In a page, a comment `<!-- write PATH -->` makes the next block a file (`*` finds one that is there),
and `<!-- append PATH -->` adds it to one. With APPROVE=1 the file is rewritten with the outputs
as they are now.
"""

import difflib
import getpass
import glob
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time

ID = re.compile(r"(?<![0-9A-Za-z])(?=[a-f]*[0-9])[0-9a-f]{12}(?![0-9A-Za-z])")
DATE = re.compile(r"(?<!\d)\d{4}_\d\d_\d\d(?=_)")
SHOWN_SERVER = "localhost:5432"
VARYING = [
    (re.compile(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d(:?\d\d)?)?"), "<time>"),
    (re.compile(r"(?<![\w.])\d+(\.\d+)? ?(ms|s|us)\b"), "<duration>"),
    (re.compile(r'("duration_ms": )\d+(\.\d+)?'), r"\1<number>"),
    (re.compile(r'("run_id": )"[^"]+"'), r"\1<uuid>"),
    (re.compile(r'("(token_)?checksum": )"[0-9a-f]{64}"'), r"\1<checksum>"),
]


class Command:
    """A command; lines[first:end] of the file are its output."""

    def __init__(self, number, text):
        self.number = number
        self.text = text
        self.first = self.end = number


class Block:
    """A block of a page that becomes a file."""

    def __init__(self, number, mode, path, text):
        self.number, self.mode, self.path, self.text = number, mode, path, text


def read_commands(lines, first, end, out):
    """The commands in lines[first:end], each with all lines up to the next one."""
    for at in range(first, end):
        line = lines[at]
        if line.startswith("$ "):
            out.append(Command(at + 1, line[2:]))
        elif not out or out[-1].end != at:
            if line:
                sys.exit(f"line {at + 1}: output without a command")
        elif (line + " ").startswith("> ") and out[-1].first == at:
            out[-1].text += "\n" + line[2:]
            out[-1].first = out[-1].end = at + 1
        else:
            out[-1].end = at + 1
    return out


def read_page(lines):
    out = []
    pending = None
    at = 0
    while at < len(lines):
        directive = re.fullmatch(r"<!-- (write|append) (\S+) -->", lines[at])
        fence = re.fullmatch(r"```(\S*)", lines[at])
        pending = directive or pending
        at += 1
        if not fence:
            continue
        end = lines.index("```", at)
        if pending:
            text = "".join(line + "\n" for line in lines[at:end])
            out.append(Block(at, pending[1], pending[2], text))
            pending = None
        elif fence[1] == "console":
            out += read_commands(lines, at, end, [])
        elif fence[1] in ("sh", "bash", "shell"):
            sys.exit(f"line {at}: a shell block is marked ```console and shows what is printed")
        at = end + 1
    return out


def read_transcript(lines):
    """Remarks end an output; so do the blank lines above the next command or remark."""
    out = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and not lines[end].startswith("#: "):
            end += 1
        out += read_commands(lines, at, end, [])
        at = end + 1
    for command in out:
        while command.end > command.first and not lines[command.end - 1]:
            command.end -= 1
    return out


class Shell:
    """One bash, whose output both streams share, as on a terminal."""

    MARK = "\x01status"

    def __init__(self, folder, environment):
        self.process = subprocess.Popen(
            ["bash", "--norc", "--noprofile"], cwd=folder, env=environment, encoding="utf-8",
            errors="replace", stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT)

    def run(self, text):
        """The output's lines, with `[exit N]`."""
        mark = f"printf '\\n{self.MARK} %s\\n' $?"
        self.process.stdin.write(f"{{ :; {text}\n}} </dev/null\n{mark}\n")
        self.process.stdin.flush()
        lines = []
        for line in self.process.stdout:
            line = line.rstrip("\n")
            if line.startswith(self.MARK):
                break
            lines.append(line)
        else:
            sys.exit(f"the shell ended in: {text}")
        while lines and not lines[-1]:
            lines.pop()
        status = int(line.split()[1])
        return lines + ([f"[exit {status}]"] if status else [])

    def end(self):
        self.process.stdin.close()
        self.process.wait()


class Comparison:
    """Knows what stands for what: of ids, folder and server."""

    def __init__(self, folder, server):
        self.server = server
        self.places = [
            (folder, "/tmp/project"),
            (server, SHOWN_SERVER),
            (f"port {server.split(':')[1]} ", f"port {SHOWN_SERVER.split(':')[1]} "),
            (f"{getpass.getuser()}@{socket.gethostname()}", "me@laptop"),
        ]
        self.real_of = {}
        self.shown_of = {}

    def to_real(self, text):
        text = ID.sub(lambda found: self.real_of.get(found[0], found[0]), text)
        text = DATE.sub(time.strftime("%Y_%m_%d", time.gmtime()), text)
        return text.replace(SHOWN_SERVER, self.server)

    def to_shown(self, line):
        line = ID.sub(lambda found: self.shown_of.get(found[0], found[0]), line)
        return self.without_places(line).rstrip()

    def without_places(self, line):
        for real, shown in self.places:
            line = line.replace(real, shown)
        return line

    def learn(self, shown, real):
        """Pair the new ids of lines that are otherwise the same."""
        for a, b in zip(shown, real):
            if self.plain(ID.sub("", a)) != self.plain(ID.sub("", b)):
                continue
            for old, new in zip(ID.findall(a), ID.findall(b)):
                if old not in self.real_of and new not in self.shown_of:
                    self.real_of[old] = new
                    self.shown_of[new] = old

    def plain(self, line):
        line = DATE.sub("<date>", self.without_places(line))
        for pattern, name in VARYING:
            line = pattern.sub(name, line)
        return line.rstrip()

    def same_line(self, shown, real):
        shown = self.plain(ID.sub(lambda found: self.real_of.get(found[0], found[0]), shown))
        pattern = ".*".join(re.escape(piece) for piece in shown.split("[..]"))
        return re.fullmatch(pattern, self.plain(real)) is not None

    def same(self, shown, real):
        if not shown:
            return not real
        if shown[0] == "...":
            return any(self.same(shown[1:], real[at:]) for at in range(len(real) + 1))
        return bool(real) and self.same_line(shown[0], real[0]) and self.same(shown[1:], real[1:])


def environment(binary, home, server, is_page):
    (home / "bin").mkdir()
    (home / "bin/migrate").symlink_to(os.path.abspath(binary))
    path = os.pathsep.join([str(home / "bin"), "/usr/local/bin", "/usr/bin", "/bin"])
    cache = os.environ.get("XDG_CACHE_HOME", os.path.expanduser("~/.cache"))
    out = {"HOME": str(home), "PATH": path, "LANG": "C.UTF-8", "TZ": "UTC",
           "XDG_CACHE_HOME": cache}
    for name, value in os.environ.items():
        if name.startswith(("ASAN_", "LSAN_", "UBSAN_")) or name == "MIGRATE_PG_BINDIR":
            out[name] = value
    if not is_page:
        out["DATABASE_URL"] = f"postgresql://postgres@{server}/app"
        out["SAMPLE"] = str(pathlib.Path(__file__).resolve().parent / "sample")
    return out


def write(block, folder, comparison):
    names = glob.glob(comparison.to_real(block.path), root_dir=folder) or [block.path]
    if len(names) != 1 or "*" in names[0]:
        sys.exit(f"line {block.number}: which file is {block.path}? {names}")
    path = pathlib.Path(folder, names[0])
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a" if block.mode == "append" else "w", encoding="utf-8") as file:
        file.write(comparison.to_real(block.text))


def run_all(items, lines, folder, server, environ):
    """The commands that print something else: (command, shown, real)."""
    comparison = Comparison(str(folder), server)
    shell = Shell(folder, environ)
    for item in items:
        if isinstance(item, Block):
            write(item, folder, comparison)
            continue
        shown = lines[item.first:item.end]
        real = shell.run(comparison.to_real(item.text))
        comparison.learn(shown, real)
        if not comparison.same(shown, real):
            yield item, shown, [comparison.to_shown(line) for line in real]
    shell.end()


def in_new_folder(items, lines, binary, is_page):
    server = os.environ["TEST_SERVER"]
    home = pathlib.Path(tempfile.mkdtemp(prefix="migrate-home-"))
    try:
        home.chmod(0o755)  # the embedded server may run as another user
        folder = home / "project"
        folder.mkdir()
        environ = environment(binary, home, server, is_page)
        return list(run_all(items, lines, folder, server, environ))
    finally:
        shutil.rmtree(home, ignore_errors=True)


def report(file, differences):
    for command, shown, real in differences:
        print(f"{file}:{command.number}: $ {command.text}")
        for line in difflib.unified_diff(shown, real, "shown", "printed", lineterm=""):
            print(line)


def approve(file, lines, differences):
    for command, _, real in reversed(differences):
        lines[command.first:command.end] = real
    file.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    print(f"{file}: rewritten")


def main():
    binary, file = sys.argv[1], pathlib.Path(sys.argv[2])
    lines = file.read_text(encoding="utf-8").splitlines()
    is_page = file.suffix == ".md"
    items = read_page(lines) if is_page else read_transcript(lines)
    commands = sum(isinstance(item, Command) for item in items)
    if not is_page and commands == 0:
        sys.exit(f"{file}: no command")
    differences = in_new_folder(items, lines, binary, is_page)
    report(file, differences)
    if differences and os.environ.get("APPROVE") == "1":
        approve(file, lines, differences)
    print(f"{commands} commands, {len(differences)} with another output")
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
