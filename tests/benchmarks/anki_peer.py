"""Anki's side of the comparison, run by the Python that has it: notes go up to its sync server, a
second collection fetches them; prints the seconds as JSON.
"""

import json
import os
import sys
import time
from pathlib import Path

from anki.collection import AddNoteRequest, Collection  # pyright: ignore


def main(folder: str, port: str, server: str) -> None:
    documents = json.loads((Path(folder) / "documents.json").read_text(encoding="utf-8"))
    endpoint = f"http://127.0.0.1:{port}/"
    first, auth = joined(Path(folder) / "first.anki2", endpoint, upload=True)
    second, _ = joined(Path(folder) / "second.anki2", endpoint, upload=False)
    kind = first.models.by_name("Basic")
    deck = first.decks.id("week")
    requests = []
    for text in documents:
        note = first.new_note(kind)
        note.fields = [text, ""]
        requests.append(AddNoteRequest(note, deck))
    first.add_notes(requests)
    began = now(server)
    first.sync_collection(auth, False)
    sent = now(server)
    second.sync_collection(auth, False)
    fetched = now(server)
    if second.note_count() != len(documents):
        raise ValueError(f"{second.note_count()} notes came of {len(documents)}")
    told = {"push_s": sent[0] - began[0], "pull_s": fetched[0] - sent[0]}
    told |= {"push_cpu_s": sent[1] - began[1], "pull_cpu_s": fetched[1] - sent[1]}
    print(json.dumps(told))


def now(server: str) -> tuple[float, float]:
    """The clock, and the processor used here and by the server."""
    theirs = Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()[11:13]
    used = sum(map(int, theirs)) / os.sysconf("SC_CLK_TCK")
    return time.perf_counter(), time.process_time() + used


def joined(path: Path, endpoint: str, *, upload: bool):
    """A collection that the server holds alike, so that only what is new travels."""
    made = Collection(str(path))
    auth = made.sync_login("a", "b", endpoint)
    auth.endpoint = endpoint
    said = made.sync_collection(auth, False)
    made.close_for_full_sync()
    made.full_upload_or_download(auth=auth, server_usn=said.server_media_usn, upload=upload)
    made.reopen(after_full_sync=True)
    return made, auth


main(*sys.argv[1:])
