"""What kinds of duty, acts and reasons are called in Vietnamese, wherever people read them."""

from __future__ import annotations

from collections.abc import Mapping

from dunghen.audit import Deed
from dunghen.directory.partner import PartnerClass
from dunghen.events.event import EventStatus
from dunghen.plans.cycle import Act
from dunghen.plans.document import NotScheduledReason
from dunghen.records import MessageState, Severity, SubmissionState
from dunghen.values.source import Basis

ACTS: Mapping[Act, str] = {
    Act.COLLECT: "Nhận bài nộp",
    Act.REQUEST: "Đề nghị",
    Act.REMIND: "Nhắc trước hạn",
    Act.OVERDUE: "Nhắc khi quá hạn",
    Act.ESCALATE: "Báo cấp trên",
    Act.INFORM: "Thông báo",
    Act.INVITE: "Mời họp",
    Act.CHECK: "Kiểm đếm tiến độ",
    Act.DRAFT: "Soạn thảo",
    Act.COMPILE: "Tổng hợp",
    Act.DELIVER: "Trình trong cơ quan",
    Act.APPROVE: "Duyệt thư gửi ra ngoài",
    Act.DELIVER_OUTWARD: "Gửi ra ngoài",
}

BASES: Mapping[Basis, str] = {
    Basis.STATED: "văn bản ghi rõ",
    Basis.SETTING: "cơ quan đặt",
    Basis.PRACTICE: "theo thông lệ",
}

EVENT_STATUSES: Mapping[EventStatus, str] = {
    EventStatus.IDEA: "ý tưởng",
    EventStatus.PLANNED: "dự kiến",
    EventStatus.CONFIRMED: "đã chốt",
    EventStatus.HELD: "đã tổ chức",
    EventStatus.POSTPONED: "đang hoãn",
    EventStatus.CANCELLED: "đã hủy",
}

PARTNER_CLASSES: Mapping[PartnerClass, str] = {
    PartnerClass.VIETNAMESE_MISSION_ABROAD: "cơ quan đại diện Việt Nam ở nước ngoài",
    PartnerClass.FOREIGN_MISSION_IN_VIETNAM: "cơ quan đại diện nước ngoài tại Việt Nam",
    PartnerClass.INTERNATIONAL_ORGANISATION: "tổ chức quốc tế",
    PartnerClass.FOREIGN_NGO: "tổ chức phi chính phủ nước ngoài",
    PartnerClass.FOREIGN_LOCALITY: "địa phương nước ngoài",
    PartnerClass.FOREIGN_MINISTRY: "bộ nước ngoài",
    PartnerClass.ASSOCIATION: "hiệp hội",
    PartnerClass.MEDIA: "báo chí",
    PartnerClass.ART_GROUP: "đoàn, nhóm nghệ thuật",
}

MESSAGE_STATES: Mapping[MessageState, str] = {
    MessageState.QUEUED: "chờ gửi",
    MessageState.CLAIMED: "đang gửi",
    MessageState.SENT: "đã gửi",
    MessageState.REFUSED: "bị từ chối",
    MessageState.BOUNCED: "bị trả lại",
    MessageState.EXPIRED: "hết hiệu lực",
    MessageState.SUPPRESSED: "thôi gửi",
    MessageState.UNKNOWN: "chưa rõ kết quả",
}

MESSAGE_TONES: Mapping[MessageState, str] = {
    MessageState.QUEUED: "pale",
    MessageState.CLAIMED: "pale",
    MessageState.SENT: "good",
    MessageState.REFUSED: "bad",
    MessageState.BOUNCED: "bad",
    MessageState.EXPIRED: "open",
    MessageState.SUPPRESSED: "open",
    MessageState.UNKNOWN: "warn",
}
"""The class of the style sheet for each state."""

DEEDS: Mapping[Deed, str] = {
    Deed.APPROVED: "duyệt thư ra ngoài",
    Deed.REJECTED: "không duyệt",
    Deed.RESENT: "cho gửi lại",
    Deed.STOPPED: "thôi gửi",
    Deed.REVIVED: "lấy lại việc bị bỏ",
    Deed.ACCEPTED: "chấp nhận sổ",
    Deed.SWITCHED: "đặt công tắc",
    Deed.RECORDED: "ghi nhận",
    Deed.WITHDRAWN: "rút ghi nhận",
    Deed.HANDED_IN: "nộp báo cáo",
    Deed.DECIDED: "sửa cấu hình",
}

VERDICTS: Mapping[SubmissionState, str] = {
    SubmissionState.ACCEPTED: "được chấp nhận",
    SubmissionState.ACCEPTED_WITH_WARNINGS: "được chấp nhận, có lưu ý",
    SubmissionState.REJECTED: "bị trả lại",
}

SEVERITIES: Mapping[Severity, str] = {Severity.BLOCKER: "phải sửa", Severity.WARNING: "lưu ý"}

CHANNELS: Mapping[str, str] = {
    "submit": "dòng lệnh",
    "inbox": "thư mục nhận tệp",
    "mail": "thư điện tử",
    "http": "kết nối phần mềm",
    "page": "trang nộp",
    "paper": "bản giấy",
}
"""How a submission came in (``Submission.channel``)."""

NOT_SCHEDULED: Mapping[NotScheduledReason, str] = {
    NotScheduledReason.OBJECTIVE: "mục tiêu, định hướng",
    NotScheduledReason.CONTINUOUS: "thường xuyên, không có hạn riêng",
    NotScheduledReason.SAME_AS: "trùng với việc khác",
    NotScheduledReason.FEASIBILITY: "mới nghiên cứu khả năng",
    NotScheduledReason.DRAFT: "dự thảo, chưa ràng buộc",
    NotScheduledReason.DONE: "đã xong",
    NotScheduledReason.PRACTICE: "kể lại thông lệ, không giao ai",
    NotScheduledReason.ON_EVENT: "phát sinh theo sự việc",
}
