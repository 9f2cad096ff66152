"""Forms of the ward's desk for events."""

from privacy.forms import OTHER, PurposeForm


class ExportForm(PurposeForm):
    """Attendees into a file."""

    PURPOSES = ("当日の受付", "参加者への連絡", "名札・名簿の作成", "人数の集計", "問い合わせへの対応", OTHER)
