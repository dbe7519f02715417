"""The list of cases: filters, order, pages, counts; always within what the reader may know of."""
