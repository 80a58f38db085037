"""Pages of imports: five steps, each a form that works by itself."""
