"""Its form in the pages."""

from dunghen.fields.desk import Desk
from dunghen.fields.field import Section
from dunghen.fields.of_model import inputs_of
from tests.toy.inspection.model import InspectionDuty, InspectionSteps

DESK = Desk(
    lambda _: inputs_of(InspectionSteps, at=("steps",)),
    lambda _: (Section("Kiểm tra", inputs_of(InspectionDuty, "day")),),
    lambda _: ("Kết luận kiểm tra không nhập ở đây.",),
)
