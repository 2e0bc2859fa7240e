"""Hold mappings that cannot be changed once they are read."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, TypeAlias, TypeVar

from pydantic import AfterValidator

T = TypeVar("T")
Fixed: TypeAlias = Annotated[Mapping[str, T], AfterValidator(MappingProxyType)]
"""A mapping that cannot be changed once it is read."""
