"""Every screen of the window, walked through over one small shop on a standing clock."""
