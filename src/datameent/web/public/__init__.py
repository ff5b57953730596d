"""Pages that explain: sources, words, accessibility, privacy, health, and what a reader sees when something fails."""
