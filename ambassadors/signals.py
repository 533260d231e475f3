"""What happens here that upper rooms want to hear of. Receivers run inside the transaction."""

from blinker import Signal

#: ``send(ambassador)``: somebody has joined a cohort.
ambassador_joined = Signal()

#: ``send(cohort, pack=starter_pack)``: a cohort was created; training adds the pack's modules.
cohort_started = Signal()

#: ``send(cohort, copied=copied_season)``: a cohort was made from last season's; training copies its
#: modules and tells kits, which copy theirs and tell campaigns.
cohort_copied = Signal()

#: ``send(ambassador)``: somebody stops; what they showed to others goes off, and stays off.
ambassador_left = Signal()

#: ``send(ambassador)``: a guardian has taken their yes back; the place ends at once.
guardian_withdrew = Signal()
