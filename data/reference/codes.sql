-- The search file of one release of ICD-10-CM. Built in the user's cache from a table of this folder; never changed.

CREATE TABLE codes (
    code      TEXT PRIMARY KEY,     -- with its dot; "M00-M99" is a chapter, "M50-M54" a block
    billable  INTEGER NOT NULL,
    title     TEXT NOT NULL,
    excludes1 TEXT NOT NULL,        -- its own notes, one beside another with | between
    excludes2 TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- The few chapters and blocks, whose notes hold for all below them.
CREATE INDEX blocks ON codes (code) WHERE instr(code, '-') > 0 AND excludes1 <> '';

-- What is searched: a code with all its encounters is one family, so that "whiplash" is one and not three.
-- The ids are the order of use in a massage clinic: a search that stops early has seen the likely ones.
CREATE TABLE families (
    id        INTEGER PRIMARY KEY,
    code      TEXT NOT NULL,
    billable  INTEGER NOT NULL,     -- 1: the code itself, or its encounters
    title     TEXT NOT NULL,        -- its folded words, each between spaces: "| low back pain unspecified |"
    terms     TEXT NOT NULL,        -- the same of its other names: "| loin pain | lumbago nos |"
    above     TEXT NOT NULL,        -- the same of the codes above it
    encounter TEXT NOT NULL,        -- its last characters with their words: "A initial encounter |D subsequent …"
    size      INTEGER NOT NULL,     -- the words of the title that tell it from others, 1 at least
    side      INTEGER NOT NULL,     -- 1 a side is named, -1 it is said to be unspecified, 0 there is none
    likely    INTEGER NOT NULL      -- 0 to 100
) STRICT;
CREATE UNIQUE INDEX families_by_code ON families (code);

-- Without places and sizes: it only finds; the order is made from the rows of families.
CREATE VIRTUAL TABLE family_words USING fts5 (
    words, content = '', detail = none, columnsize = 0, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (family_words, row);

-- The same words as a table, that is read at once.
CREATE TABLE words (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
