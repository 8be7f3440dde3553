"""The sheets of the kit, the printer's and the lender's: facts in, A4 pages of marks out."""
