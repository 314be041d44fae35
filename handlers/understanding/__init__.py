"""From a message as typed to what is asked: normalise, slots, recognise."""
