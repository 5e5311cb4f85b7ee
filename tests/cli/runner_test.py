#!/usr/bin/env python3
"""Does run_transcript.py fail where it must, and nowhere else? Needs no server."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

RUNNER = pathlib.Path(__file__).resolve().parent / "run_transcript.py"
FAKE = """#!/bin/sh
case $1 in
  two) echo one; echo two >&2 ;;
  fail) echo bad >&2; exit 3 ;;
  id) echo "made 0123456789ab, then $2" ;;
  who) echo "by $(id -un)@$(hostname)" ;;
  took) echo "done at 2026-01-31 10:00:00+00:00 (12 ms) in $PWD on 127.0.0.1:1" ;;
  lines) printf 'a\\n\\nb\\n\\n' ;;
  "") exit 0 ;;
esac
"""


def page(*lines):
    return "\n".join(["# A page", "", "```console", *lines, "```", ""])


SAME = {
    "both streams": "$ migrate two\none\ntwo\n",
    "a status": "$ migrate fail\nbad\n[exit 3]\n",
    "no output": "$ migrate\n$ migrate two\none\ntwo\n",
    "another id, throughout": "$ migrate id ffffffffff01\nmade ffffffffff02, then ffffffffff01\n"
                              "$ migrate id ffffffffff02\nmade ffffffffff02, then ffffffffff02\n",
    "another time, duration, folder and port":
        "$ migrate took\ndone at 2027-02-03 11:11:11+00:00 (900 ms) in /tmp/project on localhost:5432\n",
    "somebody else": "$ migrate who\nby me@laptop\n",
    "any text": "$ migrate two\n[..]e\ntwo\n",
    "any lines": "$ migrate two\n...\n",
    "a blank line inside": "$ migrate lines\na\n\nb\n",
    "a remark": "#: why\n\n$ migrate two\none\ntwo\n\n#: and why\n$ migrate\n",
    "a continued line": "$ cat <<end\n> some\n> end\nsome\n",
    "variables and folders stay": "$ x=1; mkdir a; cd a\n$ echo $x; basename $PWD\n1\na\n",
}
OTHER = {
    "a changed line": "$ migrate two\none\ntow\n",
    "a missing line": "$ migrate two\none\n",
    "one line too many": "$ migrate two\none\ntwo\nthree\n",
    "an output that is not shown": "$ migrate two\n",
    "a status that is not shown": "$ migrate fail\nbad\n",
    "another status": "$ migrate fail\nbad\n[exit 2]\n",
    "a success that is none": "$ migrate\n[exit 1]\n",
    "one id for two": "$ migrate id ffffffffff01\nmade ffffffffff01, then ffffffffff01\n",
    "two ids for one": "$ migrate id 0123456789ab\nmade ffffffffff02, then ffffffffff03\n",
    "a changed line beside a time": "$ migrate took\nover at 2027-02-03 11:11:11+00:00 (900 ms)\n",
    "another order": "$ migrate two\ntwo\none\n",
    "a line after any lines": "$ migrate two\n...\nthree\n",
    "a blank line that is not there": "$ migrate two\none\n\ntwo\n",
    "output without a command": "one\n$ migrate\n",
    "nothing to run": "#: nothing\n",
    "a shell that ends": "$ exit\n$ migrate\n",
}


class Runner(unittest.TestCase):
    def run_on(self, name, text):
        with tempfile.TemporaryDirectory() as folder:
            fake = pathlib.Path(folder, "migrate")
            fake.write_text(FAKE)
            fake.chmod(0o755)
            file = pathlib.Path(folder, name)
            file.write_text(text)
            environment = {**os.environ, "TEST_SERVER": "127.0.0.1:1"}
            environment.pop("APPROVE", None)
            return subprocess.run([RUNNER, fake, file], env=environment, capture_output=True,
                                  encoding="utf-8", check=False)

    def test_what_is_the_same(self):
        for name, text in SAME.items():
            with self.subTest(name):
                done = self.run_on("it.t", text)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_what_is_not(self):
        for name, text in OTHER.items():
            with self.subTest(name):
                self.assertEqual(self.run_on("it.t", text).returncode, 1)

    def test_pages(self):
        self.assertEqual(self.run_on("it.md", page("$ migrate two", "one", "two")).returncode, 0)
        self.assertEqual(self.run_on("it.md", page("$ migrate two", "one")).returncode, 1)
        self.assertEqual(self.run_on("it.md", "```sh\nmigrate two\n```\n").returncode, 1)
        self.assertEqual(self.run_on("it.md", "```yaml\na: 1\n```\n").returncode, 0)
        written = "<!-- write a/b -->\n```sql\nsome\n```\n" + page("$ cat a/b", "some")
        self.assertEqual(self.run_on("it.md", written).returncode, 0)
        appended = "<!-- append a* -->\n```sql\nsome\n```\n"
        self.assertEqual(self.run_on("it.md", appended).returncode, 1)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
