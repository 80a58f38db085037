"""The lint rules, one file each; a file is found by being here and defining RULE."""
