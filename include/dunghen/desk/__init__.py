"""What an operator does by hand: extend, remind, record, decide. Each act is written down."""
