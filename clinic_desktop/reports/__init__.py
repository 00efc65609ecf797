"""Reports: what is outstanding, what came in, what superbills brought back, what runs out, and every open claim."""
