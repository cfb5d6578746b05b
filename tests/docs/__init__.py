"""What the pages say, run."""
