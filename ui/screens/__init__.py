"""One module or folder for each screen; a screen asks and shows, and knows no other screen."""
