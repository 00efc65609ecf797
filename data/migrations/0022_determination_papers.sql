-- What the papers of a determination say beside its verdict, as it was on its day.

-- JSON: names, plan and phones. Empty for one that was kept before there were papers.
ALTER TABLE determinations ADD COLUMN paper TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(paper));
