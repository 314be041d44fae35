"""The people who have joined, how they came in, and the group chats that stand for a unit."""
