"""Its form."""

from dunghen.fields.desk import Desk
from dunghen.fields.field import Section
from dunghen.fields.of_model import inputs_of
from tests.unit.kinds.toy.model import ToyDuty, ToySteps

DESK = Desk(
    lambda _: inputs_of(ToySteps, at=("steps",)),
    lambda _: (Section("Kiểm tra", inputs_of(ToyDuty, "on")),),
    lambda _: ("Kết luận kiểm tra không nhập ở đây.",),
)
