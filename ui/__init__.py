"""The window: what staff see and press. All it knows it asks the counter; it decides nothing."""

from ui.binding import spare_the_start

spare_the_start()  # before the first of our modules that uses Qt
