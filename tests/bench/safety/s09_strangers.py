"""S9: files of strangers, as somebody might send them to be filed: read in a process of their own."""

from concurrent.futures import ThreadPoolExecutor

from bench.safety.score import Score, sample
from strangers import hostile_files, outcome


def filed(count: int, seed: int) -> Score:
    """So many of them. This process lives as long as it prints the line."""
    files = sample(hostile_files(), count, seed)
    with ThreadPoolExecutor(2) as threads:
        found = list(zip(files, threads.map(outcome, files), strict=True))
    bad = [f"{file.name}: {wrong}" for file, wrong in found if wrong]
    refused = sum(bool(file.says) for file in files)
    words = (
        f"{len(files)} hostile PDFs and pictures: {refused} refused with a sentence, {len(files) - refused} cleaned, "
        f"the program alive after each; acting still, or told otherwise {len(bad)}"
    )
    return Score(len(files) - len(bad), len(files), words + (f"; first: {bad[0]}" if bad else ""))
