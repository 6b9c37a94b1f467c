"""Whose signature a greeting needs, and the letters that this office may not write."""

from __future__ import annotations

import re

from dunghen.directory.partner import Partner, ProtocolLevel

TOP_LEADERS = ("Tổng Bí thư", "Chủ tịch nước", "Thủ tướng", "Chủ tịch Quốc hội")
_TOP_LEADER = re.compile(rf"({'|'.join(TOP_LEADERS)})\b", re.IGNORECASE)

REFUSED = (
    "thư của Tổng Bí thư, Chủ tịch nước, Thủ tướng Chính phủ, Chủ tịch Quốc hội do Bộ Ngoại giao chủ trì dự thảo"
    " (Nghị định 18/2022/NĐ-CP, khoản 1 Điều 35)"
)


def is_top_leader(post: str) -> bool:
    """Whether a post is one of those whose letters Bộ Ngoại giao drafts. A deputy, or an office of theirs, is none."""
    return _TOP_LEADER.match(post.strip()) is not None


def why_refused(partner: Partner, signer: str) -> str | None:
    """Why no greeting is made for this partner under this signature; None where it may be made."""
    if partner.protocol_level is ProtocolLevel.TOP_LEADERS or is_top_leader(signer):
        return REFUSED
    return None
