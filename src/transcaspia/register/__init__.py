"""The register of cooperation: bodies, meetings, documents, commitments and what became of them."""
