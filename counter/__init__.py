"""The repair counter without its window: what it decides, does, prints and keeps."""
