"""Plans as workbooks that a person corrects."""
