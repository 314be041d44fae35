"""The door: settings, wiring, command line and channels; alone knows Telegram."""
