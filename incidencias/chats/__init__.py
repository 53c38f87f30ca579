"""Live chats told by another program: what their events add up to."""
