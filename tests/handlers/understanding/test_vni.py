"""Keys of the VNI layout left in words."""

import pytest

from handlers.understanding.vni import without_vni_keys


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nhiem65 vu5 12", "nhiem vu 12"),
        ("d9o7n vi5 na2o", "don vi nao"),
        ("ha5n nv 3", "han nv 3"),
        ("chu3 tri2 nv34", "chu tri nv34"),
    ],
)
def test_keys_are_taken_out_of_a_message_typed_with_them(typed: str, meant: str) -> None:
    assert without_vni_keys(typed) == meant


@pytest.mark.parametrize("typed", ["nv34 q2 t6", "thang6 co gi", "muc2", "35/QD-UBND", "c06", "ocop3", "quy 2, nv 5.1"])
def test_figures_that_are_meant_stay(typed: str) -> None:
    assert without_vni_keys(typed) == typed
