"""Pools of texts: titles and voiceover scripts."""
