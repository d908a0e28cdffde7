"""The lines of the sample statement: labour, parts, a warranty line, a waived one, rounding."""

from counter.domain.papers import StatementLine
from counter.domain.states import Coverage

LINES = {
    "zh_CN": (
        ("labour_line", "主板充电电路检修（IC 更换）", Coverage.CUSTOMER, 1, 38000, 33628),
        ("part_line", "充电管理芯片 BQ-25792 · 新件", Coverage.CUSTOMER, 1, 6850, 6062),
        ("part_line", "电池组 YS-B14P 72 Wh · 新件", Coverage.CUSTOMER, 1, 49800, 44071),
        ("labour_line", "电池更换（含校准）", Coverage.CUSTOMER, 1, 8000, 7080),
        ("labour_line", "转轴更换（三包内）", Coverage.WARRANTY_MANUFACTURER, 1, 12000, 0),
        ("other_line", "检测费（维修后减免）", Coverage.GOODWILL, 1, 5000, 0),
        ("rounding_line", "抹零", Coverage.CUSTOMER, 1, -50, -44),
    ),
    "en": (
        ("labour_line", "Charging circuit repaired (IC)", Coverage.CUSTOMER, 1, 38000, 33628),
        ("part_line", "Charge controller BQ-25792, new", Coverage.CUSTOMER, 1, 6850, 6062),
        ("part_line", "Battery YS-B14P 72 Wh, new", Coverage.CUSTOMER, 1, 49800, 44071),
        ("labour_line", "Battery replaced, calibrated", Coverage.CUSTOMER, 1, 8000, 7080),
        ("labour_line", "Hinge (warranty)", Coverage.WARRANTY_MANUFACTURER, 1, 12000, 0),
        ("other_line", "Diagnosis, waived", Coverage.GOODWILL, 1, 5000, 0),
        ("rounding_line", "", Coverage.CUSTOMER, 1, -50, -44),
    ),
}


def statement_lines(language: str) -> tuple[StatementLine, ...]:
    return tuple(
        StatementLine(
            line=line,
            name=name,
            coverage=coverage,
            qty=qty,
            unit_fen=unit,
            gross_fen=qty * unit if coverage is Coverage.CUSTOMER else 0,
            net_fen=net,
            tax_fen=(qty * unit if coverage is Coverage.CUSTOMER else 0) - net,
        )
        for line, name, coverage, qty, unit, net in LINES[language]
    )
