"""The money of programmes: what was entered at each stage, its table and its sums."""
