"""What every room stands on: clock, ids, refusals, money, the working-day calendar, topics."""
