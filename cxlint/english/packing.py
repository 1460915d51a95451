"""Store the weights of a spaCy pipeline in a quarter of their size, and give them back.

Each row of a weight matrix becomes 8-bit integers and one scale. The loss in accuracy is measured
when the pipeline is made and stands in MODEL_CARD.md. Nothing is pickled, so reading the file runs
no code.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

# What a spaCy component serialises as, one level deep: its parts by name, each of them bytes.
Parts = dict[str, Any]

LEVELS = 127


def pack(components: dict[str, bytes]) -> bytes:
    """Make one file of serialised components."""
    import srsly  # type: ignore[import-untyped, unused-ignore]

    packed = {name: _with_params(data, _shrink) for name, data in components.items()}
    data: bytes = srsly.msgpack_dumps(packed)
    return data


def unpack(data: bytes) -> dict[str, bytes]:
    """Give back, from a packed file, components that ``from_bytes`` understands."""
    import srsly

    packed: dict[str, bytes] = srsly.msgpack_loads(data)
    return {name: _with_params(part, _grow) for name, part in packed.items()}


def _with_params(component: bytes, change: Callable[[Any], Any]) -> bytes:
    """Apply a change to each array of weights in a serialised component."""
    import srsly

    parts: Parts = srsly.msgpack_loads(component)
    if "model" not in parts:
        return component
    model: dict[str, Any] = srsly.msgpack_loads(parts["model"])
    model["params"] = [
        {name: None if value is None else change(value) for name, value in node.items()}
        for node in model["params"]
    ]
    parts["model"] = srsly.msgpack_dumps(model)
    shrunk: bytes = srsly.msgpack_dumps(parts)
    return shrunk


def _shrink(weights: Floats) -> Floats | dict[str, Any]:
    """Reduce a matrix to integers with a scale a row; leave a vector (a bias) as it is."""
    import numpy as np

    if weights.ndim < 2:
        return weights
    rows = weights.reshape(-1, weights.shape[-1])
    scale = np.abs(rows).max(axis=1, keepdims=True) / LEVELS
    scale[scale == 0] = 1
    integers = np.rint(rows / scale).astype(np.int8)
    return {"integers": integers, "scale": scale.astype("<f4"), "shape": list(weights.shape)}


def _grow(stored: Floats | dict[str, Any]) -> Floats:
    """Undo ``_shrink``, but for the rounding."""
    import numpy as np

    if not isinstance(stored, dict):
        return stored
    weights: Floats = stored["integers"].astype(np.float32) * stored["scale"]
    return weights.reshape(stored["shape"])
