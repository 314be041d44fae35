"""How words and meaning are weighed against each other."""

import numpy as np

from index.keywords import Floats

# From this share of the question on, the words that the best passage holds are believed in full.
_WELL_HELD = 0.7


def fused(bm25: Floats, coverage: Floats, cosines: Floats, weight: float) -> Floats:
    """The rank scores of some passages: a word score of at most one and `weight` times the cosine.

    The less of the question any passage holds, the less its words tell: "giấy" alone says little of what is meant.
    """
    believed = min(1.0, float(coverage.max()) / _WELL_HELD) ** 2
    return bm25 * np.float32(believed / max(float(bm25.max()), 1e-9)) + np.float32(weight) * cosines
