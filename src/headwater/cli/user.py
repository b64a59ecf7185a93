"""`headwater user NAME`: who may work at the desk."""

from enum import Enum
from typing import Annotated

import typer

from headwater.cli.console import DirectoryOption, complain, say
from headwater.cli.opening import open_portal


class Role(Enum):
    """What a person may do at the desk."""

    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


def user(
    name: Annotated[str, typer.Argument(help="Name to sign in with.")],
    *,
    directory: DirectoryOption = None,
    role: Annotated[Role, typer.Option(help="What the person may do.")] = Role.EDITOR,
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)] = "",
) -> None:
    """Make a person who may sign in, or change the role and password of one who is there."""
    open_portal(directory)
    from django.contrib.auth.models import Group, User
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    person = User.objects.filter(username=name).first() or User(username=name)
    try:
        validate_password(password, person)
        User.username_validator(name)
    except ValidationError as error:
        complain(" ".join(error.messages))
        raise typer.Exit(1) from None
    person.is_staff = True
    person.is_superuser = False
    person.is_active = True
    person.set_password(password)
    person.save()
    person.groups.set([Group.objects.get(name=role.value)])
    say(f"{name} may work at the desk as {role.value}.")
