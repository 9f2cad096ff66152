"""What follows from a role: the group whose permissions Wagtail reads, and the page after signing in."""

from accounts.models import User

# Wagtail's own two groups, renamed by the migration stories.0002: they come with the rights on pages and pictures.
GROUPS = {User.Role.STAFF: "区の職員", User.Role.EDITOR: "編集者"}

# Public addresses, not view names: the rooms behind them stand above this app.
STARTS = {User.Role.STAFF: "/desk/", User.Role.EDITOR: "/cms/"}


def start_of(user: User) -> str:
    """The address somebody is sent to after signing in without having asked for a page."""
    return STARTS.get(user.role, "/")
