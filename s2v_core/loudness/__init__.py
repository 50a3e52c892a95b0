"""How loud sound is, and how to keep its peaks from clipping: shared by voices and the mix."""

from s2v_core.loudness.limiter import CEILING, limited
from s2v_core.loudness.meter import integrated_loudness, sample_peaks, true_peak

__all__ = ["CEILING", "integrated_loudness", "limited", "sample_peaks", "true_peak"]
