#: Ids are made anew each time: one stands for the same one everywhere here.
$ migrate init --template minimal >/dev/null
$ migrate revision -m "create users"
versions/2026_11_25_2ef12c4d2e47_create_users.sql
$ cat versions/*_create_users.sql
-- revision: 2ef12c4d2e47
-- down_revision: ~
-- message: create users
-- created: 2026-11-25T19:24:54Z

-- migrate:upgrade

-- migrate:downgrade
$ migrate revision -m "create posts" --branch-label blog --json
{
  "command": "revision",
  "revision": "908929aaebd5",
  "path": "versions/2026_11_25_908929aaebd5_create_posts.sql",
  "down_revision": [
    "2ef12c4d2e47"
  ]
}
$ migrate history
2ef12c4d2e47 -> 908929aaebd5 (head) [blog]  create posts
<base> -> 2ef12c4d2e47  create users
#: A second head.
$ migrate revision -m "other" --head base --rev-id other
versions/2026_11_25_other_other.sql
$ migrate heads
2ef12c4d2e47 -> 908929aaebd5 (head) [blog]  create posts
<base> -> other (head)  other
$ migrate revision -m "which head?"
error: "head" is ambiguous: there are 2 heads, 908929aaebd5 and other
hint: name one of them, or write `heads` for all. To have one head again: `migrate merge heads`, or `migrate rebase other --onto 908929aaebd5`
state: nothing was changed
[exit 2]
$ migrate revision -m "behind one" --head other
versions/2026_11_25_2f151e7ec256_behind_one.sql
$ migrate revision -m "beside it" --head other
error: revision other is not a head, it is followed by 2f151e7ec256
hint: `--splice` begins a new branch there
state: nothing was changed
[exit 2]
$ migrate revision -m "beside it" --head other --splice --rev-id beside
versions/2026_11_25_beside_beside_it.sql
$ migrate revision -m "the same id" --head other --rev-id beside
error: revision id "beside" is used twice
detail: the first one stands in versions/2026_11_25_beside_beside_it.sql:1
hint: give one of them another id
state: nothing was changed
[exit 2]
