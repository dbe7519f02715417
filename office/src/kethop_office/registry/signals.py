"""What happens to layers, told inside the transaction in which it happens.

``layers_changed`` has the sender ``Layer`` and the arguments ``actor`` (who did it), ``layer`` (its identifier), ``level`` and
``is_retired``: whether it was put into use or taken out of it; ``draft`` where a delivered version was put into use. ``layer_delivered`` has the sender ``LayerDraft`` and the
arguments ``actor`` and ``draft``: a version was checked and waits.
"""

from django.dispatch import Signal

__all__ = ["layer_delivered", "layers_changed"]

layers_changed = Signal()
layer_delivered = Signal()
