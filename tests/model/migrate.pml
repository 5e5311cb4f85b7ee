/*
 * How runs of `migrate` share a database: a Promela model, checked by spin (tests/model/check).
 * docs/execution.md explains the protocol and which test shows each assumption on a real server.
 *
 * RUNNERS clients want to apply MIGRATIONS migrations in order. `recorded` is the version table: how
 * many of them it holds. Migration i is a transaction, or (bit i of OFF) a `transaction=off` section
 * of two statements: an ordinary one, and a bare one (CREATE INDEX CONCURRENTLY). FAULTS times the
 * connection of any client is lost, or the client is killed and started again; ERRORS times a
 * statement fails.
 *
 * A macro MUTANT_... takes one rule out. Every mutant must fail.
 */
#ifndef RUNNERS
#define RUNNERS 2
#endif
#ifndef MIGRATIONS
#define MIGRATIONS 2
#endif
#ifndef OFF
#define OFF 0
#endif
#ifndef FAULTS
#define FAULTS 1
#endif
#ifndef ERRORS
#define ERRORS 1
#endif
/* POOLER: a transaction pooler lies between; session locks mean nothing. */

#define BACKENDS (RUNNERS + FAULTS)
#define NOBODY 255
#define is_off(i) ((OFF >> (i)) & 1)

#ifdef POOLER
#ifndef MUTANT_NO_XACT_LOCK
#define XACT_LOCK
#endif
#else
#ifndef MUTANT_NO_SESSION_LOCK
#define SESSION_LOCK
#endif
#endif

mtype = {
  /* answered at once */
  lock, unlock, read, expect, progress, look, drop, start, bare, finish,
  /* of a stream: the answer comes with the Sync */
  begin, try, guard, work, finished, rows, commit, sync,
  /* answers */
  ok, failed
};

/* What the database holds, committed. */
byte recorded;             /* the version rows */
byte applied[MIGRATIONS];  /* how often each transactional part has been applied */
mtype = { absent, invalid, valid };
mtype index[MIGRATIONS] = absent; /* what each bare statement makes */
byte journal;              /* finished statements of the unfinished section */
bool started;              /* the one after them has a started row */

/* The server. */
byte session_lock = NOBODY;
byte xact_lock = NOBODY;
byte at_work = NOBODY;     /* whose work is under way */
bool taken[BACKENDS];      /* a backend serves, or still winds up, a connection */
bool cut[BACKENDS];        /* the client's end of it is gone */
byte waiters;              /* sessions that wait inside a statement, holding a snapshot */
bool reported[BACKENDS];   /* a client has said what became of that connection's commits */
chan to[BACKENDS] = [16] of { mtype, byte };
chan from[BACKENDS] = [1] of { mtype, byte };

byte old_backend[RUNNERS] = NOBODY; /* of the connection that a runner knows to be lost */
byte faults = FAULTS;
byte errors = ERRORS;
byte complete;             /* runners that are through */

/* ---- the server's side ---- */

inline roll_back() {
  in_transaction = false;
  did = NOBODY;
  new_rows = NOBODY;
  new_journal = NOBODY;
  if
  :: xact_lock == b -> xact_lock = NOBODY
  :: else
  fi;
  if
  :: at_work == b -> at_work = NOBODY
  :: else
  fi
}

inline nobody_else_works() {
  assert(at_work == NOBODY || at_work == b);
  at_work = b
}

/* All that a transaction did becomes true at once. */
inline commit_all() {
  assert(!reported[b]);
  if
  :: did != NOBODY ->
    applied[did]++;
    assert(applied[did] == 1)
  :: else
  fi;
  if
  :: new_journal != NOBODY ->
    journal = new_journal;
    started = false
  :: else
  fi;
  if
  :: new_rows != NOBODY ->
    assert(new_rows == recorded + 1);
    recorded = new_rows;
    assert(applied[recorded - 1] == 1);
    assert(!is_off(recorded - 1) || index[recorded - 1] == valid)
  :: else
  fi;
#ifndef MUTANT_ROW_APART
  /* A transactional migration is recorded if and only if it is applied. */
  assert(did == NOBODY || is_off(did) || recorded == did + 1);
#endif
  roll_back()
}

/* The first error: everything up to the Sync is discarded. */
inline fail() {
  roll_back();
  discarding = true
}

/* CREATE INDEX CONCURRENTLY begins: the index is there, but invalid. */
inline begin_build() {
  if
  :: index[a] == invalid -> from[b]!failed(0) /* it already exists */
  :: else ->
    nobody_else_works();
    assert(index[a] == absent); /* at most once */
    index[a] = invalid;
    building = a
  fi
}

inline end_build(answer_is) {
  building = NOBODY;
  at_work = NOBODY;
  from[b]!answer_is(0)
}

inline serve() {
  if
  :: discarding && m != sync -> skip
  :: m == sync && a == 1 -> discarding = false; roll_back() /* MUTANT_SYNC_EACH: not the last */
  :: discarding && m == sync && a == 0 -> discarding = false; from[b]!failed(0)
  :: !discarding && m == sync && a == 0 -> roll_back(); from[b]!ok(0)
  :: !discarding && m == lock ->
#ifdef MUTANT_BLOCKING_LOCK
    waiters++;
    session_lock == NOBODY;
    waiters--;
#endif
    if
    :: session_lock == NOBODY -> session_lock = b; from[b]!ok(0)
    :: else -> from[b]!failed(0)
    fi
  :: !discarding && m == unlock -> session_lock = NOBODY; from[b]!ok(0)
  :: !discarding && m == read -> from[b]!ok(recorded)
  :: !discarding && m == expect ->
    if
    :: recorded == a -> from[b]!ok(0)
    :: else -> from[b]!failed(0)
    fi
  :: !discarding && m == progress -> from[b]!ok(journal * 2 + started)
  :: !discarding && m == look -> from[b]!index[a](0)
  :: !discarding && m == drop ->
    nobody_else_works();
    index[a] = absent;
    at_work = NOBODY;
    from[b]!ok(0)
  :: !discarding && m == start -> started = true; from[b]!ok(0)
  :: !discarding && m == finish -> journal = a; started = false; from[b]!ok(0)
  :: !discarding && m == bare -> begin_build()
  :: !discarding && m == begin -> in_transaction = true
  :: !discarding && m == try ->
    if
    :: xact_lock == NOBODY -> xact_lock = b
    :: else -> fail()
    fi
  :: !discarding && m == guard ->
    if
    :: recorded == a -> skip
    :: else -> fail()
    fi
  :: !discarding && m == work ->
    nobody_else_works();
    did = a;
    if
    :: skip
    :: errors > 0 -> errors--; fail()
    fi
  :: !discarding && m == finished -> new_journal = a
  :: !discarding && m == rows ->
    if
#ifndef MUTANT_NO_GUARD
    :: recorded != a -> fail()
    :: else ->
#else
    :: true ->
#endif
      new_rows = a + 1;
      new_journal = (is_off(a) -> 0 : NOBODY)
    fi
  :: !discarding && m == commit -> commit_all()
  fi
}

/* A process of the server: one connection after the other. Once the client is gone it may still
   run what it has received, and may stop at any message. */
proctype Backend(byte b) {
  mtype m;
  byte a;
  byte did = NOBODY, new_rows = NOBODY, new_journal = NOBODY, building = NOBODY;
  bool in_transaction, discarding;

end_idle:
  taken[b];
  do
  :: atomic { building == NOBODY && len(to[b]) > 0 -> to[b]?m(a); serve() }
  :: atomic { /* it has to wait until no snapshot is held */
      building != NOBODY && waiters == 0 ->
      index[building] = valid;
      end_build(ok)
    }
  :: atomic { building != NOBODY && errors > 0 -> errors--; end_build(failed) }
  :: cut[b] -> break
  od;
  atomic { roll_back() }
  atomic { /* only now, when nothing of it is under way any more */
    if
    :: session_lock == b -> session_lock = NOBODY
    :: else
    fi;
    do
    :: to[b]?m(a)
    :: empty(to[b]) -> break
    od;
    do
    :: from[b]?m(a)
    :: empty(from[b]) -> break
    od;
    discarding = false;
    building = NOBODY;
    cut[b] = false;
    reported[b] = false;
    for (a : 0 .. RUNNERS - 1) {
      if
      :: old_backend[a] == b -> old_backend[a] = NOBODY
      :: else
      fi
    }
    m = 0;
    a = 0;
    taken[b] = false
  }
  goto end_idle
}

/* ---- the client's side ---- */

/* Any wait may end with the connection lost, or the client killed. */
inline answer() {
  if
  :: from[b]?said(value)
  :: atomic { faults > 0 -> faults-- } goto lost
  fi
}

inline ask(message, argument) {
  to[b]!message(argument);
  answer()
}

/* Sent in one go: a client that dies in between is one whose backend stops in between. */
inline send_step(i) {
  atomic {
    len(to[b]) <= 8;
    to[b]!begin(0);
#ifdef XACT_LOCK
    to[b]!try(0);
#endif
#ifndef MUTANT_NO_GUARD
    to[b]!guard(i);
#endif
    to[b]!work(i);
#ifdef MUTANT_ROW_APART
    to[b]!commit(0);
    to[b]!begin(0);
#endif
    to[b]!rows(i);
    to[b]!commit(0);
#ifdef MUTANT_SYNC_EACH
    to[b]!sync(1);
#endif
  }
}

inline send_ordinary(i) {
  atomic {
    to[b]!begin(0);
    to[b]!work(i);
    to[b]!finished(1);
    to[b]!commit(0);
    to[b]!sync(0)
  }
}

inline send_bookkeeping(i) {
  atomic {
    to[b]!begin(0);
    to[b]!guard(i);
    to[b]!rows(i);
    to[b]!commit(0);
    to[b]!sync(0)
  }
}

proctype Runner(byte r) {
  byte b = NOBODY;
  byte value, v, i;
  mtype said;

connect:
  atomic { /* any free backend; which one makes no difference */
    b = 0;
    do
    :: taken[b] -> b++
    :: else -> break
    od;
    taken[b] = true
  }
#ifdef MUTANT_READ_BEFORE_LOCK
  goto read_rows;
#endif

take_lock:
#ifdef SESSION_LOCK
  ask(lock, 0);
  if
  :: said == ok
  :: else -> goto take_lock    /* polled */
  fi;
#endif
#ifdef POOLER
#ifndef MUTANT_NO_WAIT
  /* no lock says when the old backend is done: wait until it is gone */
  if
  :: old_backend[r] == NOBODY
  :: atomic { faults > 0 -> faults-- } goto lost
  fi;
#endif
#endif

read_rows:
  ask(read, 0);
  atomic {
    v = value;
    value = 0;
    if /* what became of the lost connection's commits is said now */
    :: old_backend[r] != NOBODY -> reported[old_backend[r]] = true; old_backend[r] = NOBODY
    :: else
    fi
  }
#ifdef MUTANT_READ_BEFORE_LOCK
  ask(lock, 0);
  if
  :: said == ok
  :: session_lock == b -> skip
  :: else -> goto read_rows
  fi;
#endif

next:
  if
  :: v == MIGRATIONS -> goto leave
  :: v < MIGRATIONS && is_off(v) -> goto section
  :: else
  fi;

  /* The stream: every transactional migration up to the next section, and a single Sync. */
  i = v;
  do
  :: i < MIGRATIONS && !is_off(i) -> send_step(i); i++
  :: else -> break
  od;
  to[b]!sync(0);
  answer();
  v = i;
  i = 0;
  if
  :: said == ok -> goto next
  :: else -> goto read_rows  /* back off, read, plan again */
  fi;

section:
  ask(expect, v);
  if
  :: said == ok
  :: else -> goto read_rows
  fi;
  ask(progress, 0);
  if
  :: value / 2 == 0 -> goto ordinary_statement
  :: value / 2 == 2 -> goto bookkeeping
  :: value == 2 -> goto bare_statement
  :: value == 3 -> skip        /* started, not known to be finished */
  fi;
#ifdef MUTANT_UNKNOWN_IS_UNDONE
  goto bare_statement;
#endif
#ifdef MUTANT_UNKNOWN_IS_DONE
  goto bare_finished;
#endif
  ask(look, v);
  if
  :: said == valid -> goto bare_finished
  :: said == absent -> goto bare_statement
  :: said == invalid -> skip
  fi;
#ifndef MUTANT_KEEP_LEFTOVER
  ask(drop, v);
#endif
  goto bare_statement;

ordinary_statement:
#ifdef MUTANT_JOURNAL_APART
  atomic { to[b]!begin(0); to[b]!work(v); to[b]!commit(0); to[b]!sync(0) }
  answer();
  if
  :: said == ok -> ask(finish, 1)
  :: else -> goto read_rows
  fi;
  goto bare_statement;
#endif
  send_ordinary(v);
  answer();
  if
  :: said == ok
  :: else -> goto read_rows
  fi;

bare_statement:
#ifndef MUTANT_NO_STARTED_ROW
  ask(start, 0);
#endif
  ask(bare, v);
  if
  :: said == ok
  :: else -> goto read_rows
  fi;

bare_finished:
  ask(finish, 2);

bookkeeping:
  send_bookkeeping(v);
  answer();
  if
  :: said == ok -> v++; value = 0; goto next
  :: else -> goto read_rows
  fi;

lost:
  atomic {
    cut[b] = true;
    if
    :: old_backend[r] = b       /* it lives on, and will say what was committed */
    :: old_backend[r] = NOBODY  /* killed: the next run knows nothing of this one */
    fi;
    b = NOBODY;
    v = 0;
    i = 0;
    value = 0
  }
  goto connect;

leave:
#ifdef SESSION_LOCK
  ask(unlock, 0);
#endif
  atomic {
    cut[b] = true;
    complete++
  }
}

init {
  byte n;
  atomic {
    for (n : 0 .. BACKENDS - 1) { run Backend(n) }
    for (n : 0 .. RUNNERS - 1) { run Runner(n) }
    n = 0
  }
  complete == RUNNERS;
  /* At the end all is applied once and recorded. */
  atomic {
    assert(recorded == MIGRATIONS && journal == 0 && !started);
    for (n : 0 .. MIGRATIONS - 1) {
      assert(applied[n] == 1);
      assert(is_off(n) -> index[n] == valid : index[n] == absent)
    }
  }
}

#ifdef LIVENESS
ltl all_get_through { <> (complete == RUNNERS) }
#endif
