"""Calendar, money, names and masks, as a resident would notice them."""
