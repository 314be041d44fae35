"""How fast, how small and how right beside a plain pipeline: measured over plans made up in any number."""
