"""What people fill in about themselves, their workspace and its members."""

from django.forms import Form

from jalon.kernel.errors import Refusal


def show_refusal(form: Form, problem: Refusal) -> None:
    """Put a refusal beside the field it names, or at the head of the form."""
    form.add_error(problem.field if problem.field in form.fields else None, str(problem))
