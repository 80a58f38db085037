"""The seven sales models."""

from typing import Literal, get_args

type ModelKey = Literal["inbound", "outbound", "relationship", "team", "abs", "transactional", "channel"]
MODEL_KEYS: tuple[ModelKey, ...] = get_args(ModelKey.__value__)
