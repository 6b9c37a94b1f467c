"""The service DAG: takes what units have put into the drop folder, and sends what waits, whatever plan it belongs to.

Submissions arrive at any hour; and a mail that a plan's run could not hand over goes with one of the next rounds.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

import pendulum
from airflow.sdk import DAG, BaseOperator, CronTriggerTimetable, TriggerRule
from airflow.sdk.exceptions import AirflowSkipException

from dunghen.entrypoints.context import office_run, run_params
from dunghen.entrypoints.dag_names import INTAKE
from dunghen.entrypoints.operators import NOT_OURS, send_waiting
from dunghen.wording.dates import HANOI

if TYPE_CHECKING:
    from airflow.sdk import Context

log = logging.getLogger(__name__)

DOC = """# Nhận bài và gửi thư chờ

Mười phút một lần, từ 06:00 đến 22:00 giờ Việt Nam:

1. **Nhận bài nộp** trong thư mục `inbox/`: kiểm tra, ghi sổ, soạn biên nhận hoặc danh sách lỗi.
2. **Gửi thư chờ** của mọi kế hoạch: biên nhận, và thư mà lần chạy trước chưa gửi được.

Việc nào đã ghi sổ thì không làm lại; chạy tay thêm bao nhiêu lần cũng được.
"""


class CollectOperator(BaseOperator):
    """Takes the drop folder."""

    ui_color = "#eaf4fb"

    def execute(self, context: Context) -> str:
        """Returns how many files were taken.

        Raises:
            AirflowSkipException: the run rehearses beside live work; the files are not its own.
            UnfinishedError: some files could not be taken; the others have been.
        """
        from dunghen.intake.collect import collect

        with office_run(context) as run:
            if not run.takes_submissions:
                raise AirflowSkipException(NOT_OURS)
            line = collect(run.app, run.now)
        log.info(line)
        return line


class SendWaitingOperator(BaseOperator):
    """Sends what is queued for any plan."""

    ui_color = "#fdf3d8"

    def execute(self, context: Context) -> str:
        """Returns what was sent.

        Raises:
            UnsentMailError: some mails could not be handed over now; a later round sends them.
        """
        with office_run(context) as run:
            return send_waiting(run, None, context)


def intake_dag() -> DAG:
    """The DAG ``dunghen_intake``."""
    with DAG(
        dag_id=INTAKE,
        dag_display_name="Nhận bài nộp, gửi thư chờ",
        schedule=CronTriggerTimetable("*/10 6-21 * * *", timezone=HANOI.key),
        start_date=pendulum.datetime(2025, 1, 1, tz=HANOI.key),
        catchup=False,
        max_active_runs=1,
        tags=["dịch vụ"],
        doc_md=DOC,
        params=run_params(),
        default_args={"owner": "dunghen", "retries": 2, "retry_delay": timedelta(minutes=1)},
    ) as dag:
        collect = CollectOperator(task_id="collect", task_display_name="Nhận bài nộp")
        # A file that cannot be taken must not hold up the mail.
        send = SendWaitingOperator(task_id="send", task_display_name="Gửi thư chờ", trigger_rule=TriggerRule.ALL_DONE)
        collect >> send
    return dag
