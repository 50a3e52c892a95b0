"""The vendor's voice names: which language and gender each stands for, so that a voice here can stand in for it."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["VendorVoice", "vendor_voice"]


@dataclass(frozen=True)
class VendorVoice:
    """What is known about a voice of the vendor's catalogue."""

    language: str
    gender: str = ""


_ENGLISH = {
    "female": "ava luna emily annie abby lydia olivia wendy",
    "male": "luca eric andy harry",
}
_CHINESE = {
    "female": "zhimiao zhimi zhibei zhiyan zhitian zhiqing zhijia zhiqi zhiqian zhiru zhiwei zhiyuan zhiyue zhigui "
    "longwan longxiaochun longxiaoxia longxiaobai longhua longjing longmiao longyue longyuan longtong longjia "
    "loongbella loongstella",
    "male": "zhichu zhide zhifei zhilun zhinan zhixiang zhiming zhishuo zhida zhihao "
    "longcheng longshu longshuo longxiang longfei longlaotie longxiaocheng longjielidou",
}
_NAMES = {
    name: VendorVoice(language, gender)
    for language, genders in (("en", _ENGLISH), ("zh", _CHINESE))
    for gender, names in genders.items()
    for name in names.split()
}
_SUFFIX = re.compile(r"(?:_emo|_v\d+|_ecmix|_cosy\w*)+\Z")
_FAMILY = re.compile(r"(?:zhi|long|loong)[a-z]+\Z")


def vendor_voice(name: str) -> VendorVoice | None:
    """Return what the vendor's voice ``name`` is like (``zhitian``, ``longcheng_v2``, ``luca``), or None.

    Names of the families ``zhi…`` and ``long…`` that are not listed are Chinese voices of unknown gender.
    """
    plain = _SUFFIX.sub("", name.strip().lower())
    if plain in _NAMES:
        return _NAMES[plain]
    return VendorVoice("zh") if _FAMILY.match(plain) else None
