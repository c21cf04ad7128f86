"""What is printed: documents as plain data, and one renderer for each format."""
