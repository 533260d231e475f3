"""Pages about one picture of a kit, and the addresses of files with an overlay."""
