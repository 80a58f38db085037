"""Sample workspaces: invented companies that sell by a given process, to look at and to throw away."""

from jalon.desk.sample.open_sample import SampleInfo, Setting, ensure_sample, open_sample, preset
from jalon.desk.sample.remove_sample import NotASample, remove_sample

__all__ = ["NotASample", "SampleInfo", "Setting", "ensure_sample", "open_sample", "preset", "remove_sample"]
