"""What happens to layers, told inside the transaction in which it happens.

``layers_changed`` has the sender ``Layer`` and the arguments ``actor`` (who did it), ``version`` (the ``Layer`` concerned) and
``is_retired``: whether it was put into use or taken out of it; ``draft`` where a delivered version was put into use.
``layer_delivered`` (a version was checked and waits) and ``layer_withdrawn`` (it will not be put into use) have the sender
``LayerDraft`` and the arguments ``actor`` and ``draft``.
"""

from django.dispatch import Signal

__all__ = ["layer_delivered", "layer_withdrawn", "layers_changed"]

layers_changed = Signal()
layer_delivered = Signal()
layer_withdrawn = Signal()
