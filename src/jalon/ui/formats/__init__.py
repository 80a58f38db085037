"""How days and hours are written, by language; Django finds them through FORMAT_MODULE_PATH."""
