"""Published processes, pipelines, deals, stage moves and their gates, evidence, tasks, outcomes."""
