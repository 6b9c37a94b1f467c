"""The pages alone, for somebody who may read and act: what the benchmark starts as a process of its own."""

from __future__ import annotations

import sys

import uvicorn

from dunghen.entrypoints.web import access
from dunghen.entrypoints.web.app import create_app


class Reader:
    """Somebody who is logged in."""

    def get_id(self) -> str:
        return "lan"

    def get_name(self) -> str:
        return "Chuyên viên Lan"


def main() -> None:
    application = create_app()
    application.dependency_overrides = {
        access.READS.dependency: lambda: None,
        access.WHO.dependency: Reader,
    }
    uvicorn.run(application, fd=int(sys.argv[1]), log_level="warning")


if __name__ == "__main__":
    main()
