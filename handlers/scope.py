"""Which plans a message is about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlanScope:
    """Plan ids in the order they are tried; `named` where the message itself says which plan."""

    tiers: tuple[tuple[int, ...], ...]
    named: bool = False

    @property
    def first(self) -> tuple[int, ...]:
        """The plans meant unless nothing is found there."""
        return self.tiers[0] if self.tiers else ()
