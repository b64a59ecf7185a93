"""What can be wrong in the settings of grouping."""

from collections.abc import Iterator

from headwater.project.config import Settings
from headwater.project.translation_check import is_address

_LONGEST_NAME = 120


def stories_problems(settings: Settings) -> Iterator[str]:
    """Give a sentence for each setting of grouping that cannot work."""
    chosen = settings.stories
    if chosen.embedding not in {"off", "http"}:
        yield f'stories.embedding "{chosen.embedding}" is unknown: write "off" or "http"'
    if chosen.embedding_timeout_s <= 0:
        yield "stories.embedding_timeout_s must be above 0 seconds"
    if len(chosen.embedding_model) > _LONGEST_NAME:
        yield f"stories.embedding_model is longer than {_LONGEST_NAME} characters"
    if chosen.embedding_address and not is_address(chosen.embedding_address):
        address = chosen.embedding_address
        yield f'stories.embedding_address "{address}" is no address: write it as "http://127.0.0.1:11434/v1"'
    if chosen.embedding == "http" and not chosen.embedding_address:
        yield 'stories.embedding_address is empty: write where the engine answers, as "http://127.0.0.1:11434/v1"'
    if chosen.embedding == "http" and not chosen.embedding_model:
        yield 'stories.embedding_model is empty: write the name that the engine has for its model, such as "bge-m3"'
