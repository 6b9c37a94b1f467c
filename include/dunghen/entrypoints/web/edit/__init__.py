"""The pages of *Sửa*: what the office decides, in forms."""
