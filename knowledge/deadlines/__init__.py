"""Deadlines: the seven kinds of the plan JSON, and the grammar that reads them."""
