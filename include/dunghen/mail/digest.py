"""One mail body out of one or several sections: everything for one recipient on one day (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dunghen.mail.render import Rendered, filled


def digest(
    sections: Sequence[Rendered], *, plan: str, greeting: str = "", signature: str = "", banner: str | None = None
) -> Rendered:
    """The whole body: greeting, contents where there are several sections, the sections, signature.

    Args:
        sections: at least one; a single one keeps its own subject.
        plan: the plan's short title, for the subject of several.
        greeting: «Kính gửi: Cục trưởng Cục Điện ảnh»; none where the section is a whole letter with its own.
        signature: who writes; several lines are kept; none likewise.
        banner: stands above everything else (rehearsal); one line per paragraph.

    Returns:
        The subject, the plain text, and a complete HTML document without remote content.
    """
    if not sections:
        raise ValueError("Thư không có nội dung.")
    subject = sections[0].subject if len(sections) == 1 else f"Đúng Hẹn: {len(sections)} việc — {plan}"
    values = {
        "subject": subject,
        "sections": sections,
        "greeting": greeting,
        "signature": signature,
        "banner": banner,
    }
    return Rendered(
        subject=" ".join(subject.split()),
        text=re.sub(r"\n{3,}", "\n\n", filled("digest.txt", values).strip()) + "\n",
        html=filled("digest.html", values).strip() + "\n",
    )
