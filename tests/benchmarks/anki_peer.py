"""Anki's side of the comparison, run by the Python that has it: notes go up to its sync server, a
second collection fetches them; prints the seconds as JSON.
"""

import json
import sys
import time
from pathlib import Path

from anki.collection import AddNoteRequest, Collection  # pyright: ignore


def main(folder: str, port: str) -> None:
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
    began = time.perf_counter()
    first.sync_collection(auth, False)
    sent = time.perf_counter()
    second.sync_collection(auth, False)
    fetched = time.perf_counter()
    if second.note_count() != len(documents):
        raise ValueError(f"{second.note_count()} notes came of {len(documents)}")
    print(json.dumps({"push": sent - began, "pull": fetched - sent}))


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
