"""The money of programmes, stage by stage."""
