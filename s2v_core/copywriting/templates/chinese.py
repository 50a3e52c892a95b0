"""Chinese keywords as parts of sentences: qualities are told from everything else, which can all be a subject."""

from __future__ import annotations

import re
from collections.abc import Mapping

from s2v_core.copywriting.templates.terms import Term

__all__ = ["apart", "compound", "finished", "listed", "number_word", "term_of"]

_QUALITIES = frozenset(
    re.split(
        r"\s+",
        """新鲜 零基础 免费 新款 降噪 防晒 保湿 无线 便携
        便宜 实惠 时尚 轻便 健康 天然 有机 防水 高级 舒适 舒服 好吃 好看 好用 好喝 好听 美味
        可口 香甜 清爽 清新 柔软 温柔 温暖 温馨 优雅 精致 精美 漂亮 美丽 可爱 甜美 浪漫 自然 简单
        简约 方便 便捷 快捷 快速 迅速 安全 安心 放心 可靠 耐用 结实 专业 贴心 细腻 细致 纯净 纯粹
        干净 卫生 环保 低碳 低脂 低糖 无糖 营养 丰富 多样 灵活 轻松 轻盈 自由 自在 快乐 开心 幸福
        年轻 活力 阳光 酷炫 炫酷 酷 美 甜 香 辣 鲜 智能 高效 省心 省力 省电 省钱 划算 超值 高端
        豪华 奢华 经典 复古 传统 现代 独特 特别 别致 新颖 创新 原创 手工 地道 正宗 醇厚 浓郁 香浓
        酥脆 爽口 爽滑 顺滑 丝滑 透气 保暖 轻薄 百搭 显瘦 修身 宽松 大方 低调 高雅 文艺 治愈 安静
        静音 宁静 平静 惬意 悠闲 慢 快""",
    )
)
_ACTION = re.compile(r"(?:学会|学习|学|做|买|减|练|告别|提升|享受|开始|一起)\w{1,8}\Z")
_THING = re.compile(r".*[鞋机车包店馆具桌椅册书卡器者生校院区家工室法餐班课师服垫]\Z")
_MARKS = "。.，,；;！!？?"
_DIGITS = "零一二三四五六七八九十"


_NEEDLESS = re.compile(r"(?<=[，。！？：；、“”]) +| +(?=[，。！？：；、“”])|\A +| +\Z")


def apart(word: str) -> str:
    """Return what is put into a pattern, with a space where Latin letters or digits of it would touch Chinese."""
    before, after = (" " if word[end : end + 1 or None].isascii() else "" for end in (0, -1))
    return f"{before}{word}{after}"


def finished(text: str) -> str:
    """Return a filled pattern as it is written: without the spaces beside punctuation."""
    return _NEEDLESS.sub("", text)


def term_of(keyword: str, brands: Mapping[str, str]) -> Term:
    """Return what a keyword is; ``brands`` are the words with a fixed spelling, by their lower case."""
    brand = brands.get(keyword.casefold())
    if brand is not None:
        return Term(brand, "noun", brand)
    keyword = keyword.rstrip(_MARKS) or keyword
    bare = keyword.removesuffix("的")
    if bare in _QUALITIES:
        return Term(bare, "adjective", bare)
    if _ACTION.match(keyword) and not _THING.match(keyword):
        return Term(keyword, "action", keyword)
    return Term(keyword, "noun", keyword)


def compound(quality: Term, noun: Term) -> Term:
    """Return a noun with a quality before it."""
    text = f"{quality.text}的{noun.text}"
    return Term(text, "noun", text)


def listed(labels: tuple[str, ...]) -> str:
    """Return things in a row: 甲、乙和丙."""
    return "和".join(filter(None, ["、".join(labels[:-1]), labels[-1]]))


def number_word(number: int) -> str:
    """Return how many of something there are, up to ten in words."""
    if number == 2:
        return "两"
    return _DIGITS[number] if number < len(_DIGITS) else str(number)
