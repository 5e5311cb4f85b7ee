#!/usr/bin/env python3
"""complete_in_shells.py MIGRATE SHELL: type into a real shell on a terminal, press Tab, see what it made.

The shell (bash, zsh or fish) loads `migrate completion SHELL`. Each case types a line and a Tab; then
the line's words are printed by the shell itself, so that what it would have run is what is compared.
"""

import os
import pathlib
import pty
import re
import select
import shutil
import signal
import sys
import tempfile
import time

CONFIG = """\
environments:
  staging: {database: {url: "postgresql://staging.example.com/app"}}
  production: {database: {url: "postgresql://production.example.com/app"}}
"""
REVISIONS = {
    "7c1f0d2a9b3e": "-- down_revision: ~\n-- message: first: of all\n-- branch_labels: [accounts]\n",
    "b2d94d7cc2c6": "-- down_revision: 7c1f0d2a9b3e\n-- message: second\n",
}
# What is typed, and the words that stand there after the Tab.
CASES = [
    ("migrate downg", ["migrate", "downgrade"]),
    ("migrate upgrade --dry", ["migrate", "upgrade", "--dry-run"]),
    ("migrate --no-p", ["migrate", "--no-progress"]),
    ("migrate show 7c", ["migrate", "show", "7c1f0d2a9b3e"]),
    ("migrate upgrade --sql 7c1f0d2a9b3e:b2", ["migrate", "upgrade", "--sql",
                                               "7c1f0d2a9b3e:b2d94d7cc2c6"]),
    ("migrate upgrade accounts@h", ["migrate", "upgrade", "accounts@head"]),
    ("migrate stamp 7c1f0d2a9b3e:accounts@h", ["migrate", "stamp", "7c1f0d2a9b3e:accounts@head"]),
    ("migrate upgrade acc", ["migrate", "upgrade", "accounts"]),
    ("migrate -e sta", ["migrate", "-e", "staging"]),
    ("migrate --env pro", ["migrate", "--env", "production"]),
    ("migrate --env=sta", ["migrate", "--env=staging"]),
    ("migrate --json help psq", ["migrate", "--json", "help", "psql"]),
    ("migrate completion zs", ["migrate", "completion", "zsh"]),
    ("migrate --config mig", ["migrate", "--config", "migrate.yaml"]),
    ("migrate init ver", ["migrate", "init", "versions/"]),
    ("migrate nosuch", ["migrate", "nosuch"]),
    ("migrate show zzz", ["migrate", "show", "zzz"]),
]

START = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], "source ./script\n"),
    "zsh": (["zsh", "-f", "-i"],
            "autoload -Uz compinit; compinit -u -D; bindkey -e; unsetopt beep\nsource ./script\n"),
    "fish": (["fish", "--no-config", "-i"], "source ./script\n"),
}
LINE_BEGIN, LINE_END = "\x01", "\x05"
SECONDS = 60


class Terminal:
    """A shell that believes a person types."""

    def __init__(self, command, environment):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], command, environment)
        self.seen = ""

    def type(self, text):
        os.write(self.fd, text.encode())

    def wait_for(self, pattern):
        """The match, once the shell has printed it; what came before is forgotten."""
        deadline = time.monotonic() + SECONDS
        while not (found := re.search(pattern, self.seen)):
            ready, _, _ = select.select([self.fd], [], [], deadline - time.monotonic())
            if not ready:
                sys.exit(f"no {pattern!r} in:\n{self.seen}")
            self.seen += os.read(self.fd, 65536).decode(errors="replace")
        self.seen = self.seen[found.end():]
        return found

    def end(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def words_after_tab(terminal, number, typed):
    # The mark stands in two pieces, so that the echo of what is typed is not taken for it.
    begin = f"{LINE_BEGIN}printf '<%s>' \"mark\"{number} "
    terminal.type(f"{typed}\t{begin}{LINE_END} end\n")
    found = terminal.wait_for(f"<mark{number}>((<[^>]*>)*)<end>")
    return re.findall(r"<([^>]*)>", found[1])


def prepare(folder, binary):
    (folder / "bin").mkdir()
    (folder / "bin/migrate").symlink_to(os.path.abspath(binary))
    (folder / "versions").mkdir()
    (folder / "migrate.yaml").write_text(CONFIG)
    for name, header in REVISIONS.items():
        text = f"-- revision: {name}\n{header}\n-- migrate:upgrade\n"
        (folder / "versions" / f"{name}.sql").write_text(text)


def differences(shell, folder):
    environment = {"PATH": f"{folder}/bin:/usr/bin:/bin", "HOME": str(folder), "TERM": "dumb",
                   "LANG": "C.UTF-8", "XDG_CONFIG_HOME": str(folder / "config"),
                   "XDG_DATA_HOME": str(folder / "data")}
    command, setup = START[shell]
    terminal = Terminal(command, environment)
    try:
        terminal.type(f"migrate completion {shell} >script\n{setup}printf '<%s>' \"rea\"dy\n")
        terminal.wait_for("<ready>")
        for number, (typed, expected) in enumerate(CASES):
            words = words_after_tab(terminal, number, typed)
            if shell == "zsh":  # it takes the slash back where a blank follows
                expected = [word.removesuffix("/") for word in expected]
            if words != expected:
                yield f"{typed}<Tab>: {words} instead of {expected}"
    finally:
        terminal.end()


def main():
    binary, shell = sys.argv[1:]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="migrate-shell-"))
    try:
        prepare(folder, binary)
        os.chdir(folder)
        wrong = list(differences(shell, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("\n".join(wrong + [f"{shell}: {len(CASES)} lines, {len(wrong)} completed wrongly"]))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
