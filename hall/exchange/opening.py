"""Opens a sealed package and proves whose it is, before a word of it is believed."""

from hall.exchange.parcel import Party, Unsealed, address, unseal
from hall.kernel.refusal import Refusal
from hall.keys.rules import VerifyKey, standing
from hall.keys.signing import identities, verifiers
from hall.keys.views import known_card
from hall.storage.work import Reading


def opened(reading: Reading, *, sealed: bytes) -> Unsealed:
    """Return a package for this hall whose sender is proven.

    Raises:
        Refusal: `exchange.not_one`, `exchange.too_large` (most), `exchange.other_receiver` (name), `exchange.no_key`,
            `exchange.altered`, `exchange.unknown_sender` (name), `exchange.forged` (name), `exchange.key_over` (name),
            and `zip.…`.
    """
    _for_us(reading, address(sealed))
    parcel = unseal(sealed, identities(reading))
    _from_them(reading, parcel)
    _for_us(reading, parcel.said.receiver)
    return parcel


def _for_us(reading: Reading, receiver: Party) -> None:
    if receiver.hall_id != reading.place.hall_id:
        raise Refusal("exchange.other_receiver", name=receiver.name)


def _from_them(reading: Reading, parcel: Unsealed) -> None:
    """Prove the sender by a key on the card that this hall has taken in."""
    sender = parcel.said.sender
    card = known_card(reading, hall_id=sender.hall_id)
    if card is None:
        raise Refusal("exchange.unknown_sender", name=sender.name)
    signers = [
        key
        for key in verifiers(reading).values()
        if key.hall_id == sender.hall_id and parcel.sheet.is_signed_by(key.public)
    ]
    if not signers or sender.name != card.name:
        raise Refusal("exchange.forged", name=sender.name)
    if not any(_counted(key, parcel) for key in signers):
        raise Refusal("exchange.key_over", name=sender.name)


def _counted(key: VerifyKey, parcel: Unsealed) -> bool:
    return not standing(key, parcel.said.made_at.astimezone(key.valid_from.tzinfo).date())
