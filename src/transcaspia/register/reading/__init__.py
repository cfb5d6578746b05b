"""Reading a readout: from the text of a ministry to entries that a person may accept."""
