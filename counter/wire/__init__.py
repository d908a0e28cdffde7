"""What seats and hubs say to each other, and how what they hear is checked."""
