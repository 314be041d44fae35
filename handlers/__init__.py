"""The conversation: from what was said to what is answered; knows no channel."""
