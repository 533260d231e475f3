"""Posts that may show a picture somebody in it has taken their yes back for."""
