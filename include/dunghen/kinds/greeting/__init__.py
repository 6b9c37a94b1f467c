"""Letters to partners on their days."""

from dunghen.kinds.greeting.model import GreetingDuty
from dunghen.kinds.kind import Kind

KIND = Kind(
    package=__name__,
    duty=GreetingDuty,
    title="thư chúc mừng",
    mark="C",
    colour="#a11d58",
    cycle="năm, dịp, đối tác",
    decidable=frozenset({"together", "city", "signer"}),
)
