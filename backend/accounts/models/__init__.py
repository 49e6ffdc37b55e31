from accounts.models.email_change import EmailChange
from accounts.models.email_code import EmailCode
from accounts.models.login import Login
from accounts.models.user import WITHDRAWN_NAME, MemberManager, User, WithdrawalPending, validate_username

__all__ = [
    "WITHDRAWN_NAME",
    "EmailChange",
    "EmailCode",
    "Login",
    "MemberManager",
    "User",
    "WithdrawalPending",
    "validate_username",
]
